import { memorySource } from '@bedrock-spend/core';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { describe, expect, it } from 'vitest';

import { textOf } from '../../aws-server.testing.ts';
import { anInvocation } from '../../invocation.testing.ts';
import { testClient, testServer } from '../../test-server.testing.ts';
import type { AllowList } from './allow-list.ts';

const role = 'arn:aws:sts::111122223333:assumed-role/team-a';
const names = ['ana@example.com', 'ben@example.com', 'carla.smith'];
const calls = [
  anInvocation({ principalArn: `${role}/ana@example.com`, requestMetadata: { team: 'search' } }),
  anInvocation({
    principalArn: `${role}/ben@example.com`,
    requestMetadata: { asker: 'ana@example.com' },
  }),
  anInvocation({ principalArn: `${role}/carla.smith` }),
  anInvocation({ principalArn: 'arn:aws:iam::111122223333:user/ben@example.com' }),
];
const window = { since: '2026-05-01', until: '2026-05-03' };
const pseudonymKey = new Uint8Array(32).fill(1);

describe('with a key for pseudonyms', () => {
  const allow: AllowList = { pseudonymKey };

  it.each(['short', 'classic', 'table', 'markdown', 'json', 'csv'])(
    'a report in the format %s names nobody',
    async (format) => {
      const { client } = await serverOf(allow);

      const answer = await report(client, {
        format,
        group_by: 'principal,person,role,requestMetadata.asker',
      });

      expect(answer.isError).toBeUndefined();
      expect(textOf(answer)).toMatch(/person-[0-9a-z]{8}/);
      for (const name of names) expect(JSON.stringify(answer)).not.toContain(name);
    },
  );

  it('totals and the number of people are the same as without', async () => {
    const asked = { group_by: 'person,role' };
    const shown = await report((await serverOf(allow)).client, asked);
    const real = await report((await serverOf(undefined)).client, asked);

    expect(totalsOf(shown)).toEqual(totalsOf(real));
    expect(requestsOf(shown, 'byPerson')).toEqual(requestsOf(real, 'byPerson'));
    expect(sectionOf(real, 'byPerson').map(({ key }) => key)).toContain('ben@example.com');
  });

  it('the same person is the same in reports, in lists of calls, and in filters', async () => {
    const { client } = await serverOf(allow);
    const people = sectionOf(await report(client, { group_by: 'person' }), 'byPerson');
    const twice = people.find(({ requests }) => requests === 2)?.key ?? '';

    const list = await client.callTool({
      name: 'bedrock-logs',
      arguments: { ...window, where: `person=${twice}` },
    });

    const { invocations } = list.structuredContent as { invocations: { principal: string }[] };
    expect(twice).toMatch(/^person-/);
    expect(invocations).toHaveLength(2);
    for (const { principal } of invocations) expect(principal).toContain(twice);
    for (const name of names) expect(JSON.stringify(list)).not.toContain(name);
  });

  it('a filter on a real name is refused, whether there is such a person or not', async () => {
    const { client } = await serverOf(allow);

    const answers = await Promise.all(
      ['ana@example.com', 'nobody@example.com'].map((name) =>
        report(client, { where: `person=${name}` }),
      ),
    );

    expect(textOf(answers[0] as never)).toMatch(/^This server shows people under pseudonyms/);
    expect(textOf(answers[1] as never)).toBe(textOf(answers[0] as never));
  });

  it('names nobody in completions, resources and the log of the server', async () => {
    const { client, logText } = await serverOf(allow);
    await report(client, {});

    const { completion } = await client.complete({
      ref: { type: 'ref/prompt', name: 'who-spends-what' },
      argument: { name: 'person', value: '' },
    });
    expect(completion.values).toContainEqual(expect.stringMatching(/^person-/));
    const { contents } = await client.readResource({ uri: 'bedrock-spend://report/all/7' });

    for (const name of names) {
      expect(JSON.stringify([completion, contents])).not.toContain(name);
      expect(logText()).not.toContain(name);
    }
  });
});

describe('columns', () => {
  it('that are not shown are left out of the usual sections, and refused by name', async () => {
    const { client } = await serverOf({ columns: [] });

    const usual = await report(client, {});
    const refused = await Promise.all(
      ['principal', 'person', 'role', 'requestMetadata.team'].flatMap((name) => [
        report(client, { group_by: name }),
        report(client, { where: `${name}!=x` }),
      ]),
    );

    const { sections } = usual.structuredContent as { sections: object };
    expect(Object.keys(sections)).toEqual(['byDay', 'byRegion', 'byModel']);
    expect(totalsOf(usual)).toMatchObject({ requests: 4 });
    for (const answer of refused) {
      expect(textOf(answer)).toMatch(
        /^This server does not show "[\w.]+": .* it shows none of them/,
      );
    }
  });

  it('that are not shown are in no single call', async () => {
    const { client } = await serverOf({ columns: ['role', 'requestMetadata.team'] });

    const list = await client.callTool({ name: 'bedrock-logs', arguments: window });

    const text = JSON.stringify(list);
    for (const name of names) expect(text).not.toContain(name);
    expect(list.structuredContent).toMatchObject({
      matched: 4,
      invocations: calls.map(() => ({ principal: null })),
    });
    expect(text).toContain('"requestMetadata":{"team":"search"}');
  });

  it('that are shown can be used though others are not', async () => {
    const { client } = await serverOf({ columns: ['role', 'requestMetadata.*'] });

    const answer = await report(client, { group_by: 'role,requestMetadata.team' });

    expect(requestsOf(answer, 'byRole')).toEqual([3, 1]);
    expect(sectionOf(answer, 'byRequestMetadata.team').map(({ key }) => key)).toContain('search');
  });

  it('show people without their roles', async () => {
    const { client } = await serverOf({ columns: ['person'] });

    const answer = await report(client, { group_by: 'person' });

    expect(requestsOf(answer, 'byPerson')).toEqual([2, 1, 1]);
  });

  it('split the days of the chart only where they are shown', async () => {
    const { client } = await serverOf({ columns: [] });

    const answer = await client.callTool({
      name: 'bedrock-daily-spend',
      arguments: { ...window, by: 'person' },
    });

    expect(textOf(answer)).toMatch(/^This server does not show "person"/);
  });
});

describe('what an operator hides', () => {
  it('is not asked for by prompts', async () => {
    const { client } = await serverOf({ columns: ['role'] });

    const { messages } = await client.getPrompt({ name: 'who-spends-what', arguments: {} });

    expect(JSON.stringify(messages)).toContain(String.raw`\"group_by\":[\"role\",\"model\"]`);
  });

  it('counts as refused in the metrics when it is asked for', async () => {
    const { client, url } = await serverOf({ columns: [] });
    await report(client, { group_by: 'person' });

    const metrics = await (await fetch(new URL('/metrics', url))).text();

    expect(metrics).toMatch(/reason="allow-list"\} 1/);
  });
});

describe('an allow-list over log files', () => {
  it('leaves out calls of other accounts and regions', async () => {
    const others = [
      anInvocation({ accountId: '999999999999' }),
      anInvocation({ region: 'eu-west-1' }),
    ];
    const nobody = anInvocation({ accountId: '', region: '' });
    const server = await testServer({
      source: memorySource([...calls, ...others, nobody]),
      allow: { accounts: ['111122223333'], regions: ['us-east-1'] },
    });
    const client = await testClient(server);

    const answers = [await report(client, {}), await report(client, { region: 'all' })];

    for (const answer of answers) expect(totalsOf(answer)).toMatchObject({ requests: 4 });
  });

  it.each([{ accounts: ['111122223333'] }, { regions: ['us-east-1'] }])(
    'holds by itself, though a question names no place: %j',
    async (allow) => {
      const elsewhere = anInvocation({ accountId: '999999999999', region: 'eu-west-1' });
      const server = await testServer({
        source: memorySource([...calls, elsewhere]),
        allow,
        defaults: { accounts: [], regions: [] },
      });

      const answer = await report(await testClient(server), {});

      expect(totalsOf(answer)).toMatchObject({ requests: 4 });
    },
  );
});

describe('an allow-list that is wrong', () => {
  it.each([
    [{ accounts: [] }, /has no entry in accounts/],
    [{ accounts: ['prod'] }, /an account is 12 digits/],
    [{ regions: ['all'] }, /a region is such as us-east-1/],
    [{ logGroups: ['/aws/*/x'] }, /a log group is a name/],
    [{ columns: ['model'] }, /there are principal, role, person/],
    [{ columns: ['principal'] }, /shows role too where it shows principal/],
    [{ pseudonymKey: new Uint8Array(16) }, /at least 32 bytes/],
    [{ account: ['111122223333'] }, /has no "account": there are accounts/],
  ])('%j keeps the server from starting', async (allow, message) => {
    await expect(testServer({ allow: allow as AllowList })).rejects.toThrow(message);
  });
});

async function serverOf(allow: AllowList | undefined) {
  const server = await testServer({
    source: memorySource(calls),
    allow,
    now: () => new Date('2026-05-03T12:00:00Z'),
  });
  return { client: await testClient(server), logText: server.logText, url: server.url };
}

type Answer = Awaited<ReturnType<Client['callTool']>>;

function report(client: Client, asked: Record<string, unknown>): Promise<Answer> {
  return client.callTool({ name: 'bedrock-report', arguments: { ...window, ...asked } });
}

function totalsOf({ structuredContent }: Answer): unknown {
  return (structuredContent as { totals: unknown }).totals;
}

interface Row {
  key: string;
  requests: number;
}

function sectionOf({ structuredContent }: Answer, name: string): Row[] {
  const { columns, sections } = structuredContent as {
    columns: string[];
    sections: Record<string, (string | number)[][]>;
  };
  const counted = columns.indexOf('requests');
  return (sections[name] ?? []).map((row) => ({
    key: String(row[columns.indexOf('key')]),
    requests: Number(row[counted]),
  }));
}

function requestsOf(answer: Answer, name: string): number[] {
  return sectionOf(answer, name)
    .map(({ requests }) => requests)
    .toSorted((one, other) => other - one);
}
