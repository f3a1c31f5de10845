import { memorySource, parseModelId, type Invocation } from '@bedrock-spend/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { textOf } from './aws-server.testing.ts';
import { anInvocation } from './invocation.testing.ts';
import { callMessage, openSession, post } from './json-rpc.testing.ts';
import { testClient, testServer } from './test-server.testing.ts';

// What a terminal obeys, what turns a line around, what ends one, and what a page or a table would take for its own.
const evil = [
  'esc\u001b[2Jape',
  'line\nTotal Cost: 0.0000',
  'return\rTotal',
  'bidi\u202egnp.exe',
  'isolate\u2066x\u2069',
  'zero\u200bwidth',
  'separator\u2028x',
  'c1\u009b31m',
  'null\u0000x',
  'tag\u{e0041}x',
];
const markup = '<img src=x onerror=alert(1)>|`code`|[a](http://evil.example)';
const window = { since: '2026-05-01', until: '2026-05-03' };
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

describe('names that callers have made up', () => {
  const source = memorySource([...evil, markup].map((name) => calledAs(name)));
  const groupBy = 'principal,role,person,model,operation,error,requestMetadata.team';

  it.each(['short', 'classic', 'table', 'markdown', 'json', 'csv'])(
    'show their control characters escaped in a report in the format %s',
    async (format) => {
      const client = await testClient(await testServer({ source }));

      const answer = await client.callTool({
        name: 'bedrock-report',
        arguments: { ...window, format, group_by: groupBy, top: 100 },
      });

      expect(answer.isError).toBeUndefined();
      expect(textOf(answer)).toContain('esc');
      expect(withoutLines(textOf(answer)).match(unsafe)).toBeNull();
    },
  );

  it.each(['table', 'markdown', 'json', 'csv'])(
    'show their control characters escaped in a list of calls in the format %s',
    async (format) => {
      const client = await testClient(await testServer({ source }));

      const answer = await client.callTool({
        name: 'bedrock-logs',
        arguments: { ...window, format, limit: 100 },
      });

      expect(answer.isError).toBeUndefined();
      expect(withoutLines(textOf(answer)).match(unsafe)).toBeNull();
    },
  );

  it('show their control characters escaped in the text of the chart', async () => {
    const client = await testClient(await testServer({ source }));

    const answer = await client.callTool({
      name: 'bedrock-daily-spend',
      arguments: { ...window, by: 'requestMetadata.team', top: 20 },
    });

    expect(textOf(answer)).toContain('esc');
    expect(withoutLines(textOf(answer)).match(unsafe)).toBeNull();
  });

  it('are no markup in Markdown', async () => {
    const client = await testClient(await testServer({ source }));

    const answer = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...window, format: 'markdown', group_by: 'requestMetadata.team', top: 100 },
    });

    expect(textOf(answer)).toContain('onerror');
    expect(textOf(answer)).not.toContain('<img');
    expect(textOf(answer)).not.toContain('[a](http');
  });

  it('add no line to a text, and escape in all of them, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (name) => {
        const client = await testClient(
          await testServer({ source: memorySource([calledAs(name)]) }),
        );
        const plain = await testClient(await testServer({ source: memorySource([calledAs('x')]) }));
        const asked = { name: 'bedrock-report', arguments: { ...window, group_by: groupBy } };

        const text = textOf(await client.callTool(asked));

        expect(text.split('\n')).toHaveLength(
          textOf(await plain.callTool(asked)).split('\n').length,
        );
        expect(withoutLines(text).match(unsafe)).toBeNull();
      }),
      { numRuns: 25 },
    );
  });
});

describe('the log of a server', () => {
  const forged = 'x"}\n{"level":"error","msg":"forged"}\r\n\u001b[2J\u2028';

  it.each([
    ['tool', (url: string, session: string) => post(url, callMessage(forged, {}), { session })],
    [
      'argument',
      (url: string, session: string) =>
        post(url, callMessage('greet', { [forged]: forged }), { session }),
    ],
    [
      'method',
      (url: string, session: string) =>
        post(url, { jsonrpc: '2.0', id: 5, method: forged }, { session }),
    ],
    [
      'id',
      (url: string, session: string) =>
        post(url, callMessage('greet', { name: 'x' }, forged), { session }),
    ],
    [
      'session',
      (url: string) => post(url, callMessage('greet', {}), { session: 'a"}{"level":"error"' }),
    ],
    ['path', (url: string) => fetch(`${url}/%0a%7B%22msg%22%3A%22forged%22%7D`)],
    [
      'region',
      (url: string, session: string) =>
        post(url, callMessage('bedrock-report', { region: forged }), { session }),
    ],
  ])('has no line of a caller who forges one in a %s', async (_what, send) => {
    const server = await testServer();
    const session = await openSession(server.url);

    await (await send(server.url, session)).text();

    const lines = server.logText().trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ time: expect.any(String) as string });
      expect((JSON.parse(line) as { msg: string }).msg).not.toBe('forged');
      expect(line.match(unsafe)).toBeNull();
    }
  });
});

/** Lines are ours to break; nothing else that does not show is. */
function withoutLines(text: string): string {
  return text.replaceAll(/\r?\n/g, '');
}

function calledAs(name: string): Invocation {
  return anInvocation({
    operation: name,
    model: parseModelId(name),
    principalArn: `arn:aws:sts::111122223333:assumed-role/${name}/${name}@example.com`,
    requestMetadata: { team: name },
  });
}
