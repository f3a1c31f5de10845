import { readFileSync } from 'node:fs';

import { publishedExample, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  clientOfAws,
  deny,
  emulatedAws,
  mendAfterTest,
  operationsAsked,
  publishedAccount,
  textOf,
} from '../aws-server.testing.ts';

const asked = { region: 'us-east-1', days: 17, until: '2025-04-22' };
const publishedText = readFileSync(
  new URL('../../../core/fixtures/published-example.classic.txt', import.meta.url),
  'utf8',
);

let aws: SpawnedEmulator;

beforeAll(async () => {
  aws = await emulatedAws(publishedExample());
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
});

beforeEach(() => aws.control.clearRequests());

describe('bedrock-report over CloudWatch', () => {
  it('answers the published text, and what the query cost, from Insights', async () => {
    const client = await clientOfAws();

    const answer = await client.callTool({ name: 'bedrock-report', arguments: asked });

    expect(answer.isError).toBeUndefined();
    expect(withoutQueryCost(textOf(answer))).toBe(publishedText);
    expect(answer.structuredContent).toMatchObject({
      totals: { requests: 13_060 },
      queryCost: {
        basis: expect.stringContaining('scanned by CloudWatch Logs Insights') as string,
      },
    });
    expect(await operationsAsked(aws)).toContain('StartQuery');
    expect(await operationsAsked(aws)).not.toContain('FilterLogEvents');
  });

  it('answers the same by FilterLogEvents where the server was told to', async () => {
    const client = await clientOfAws(['--engine', 'filter']);

    const answer = await client.callTool({ name: 'bedrock-report', arguments: asked });

    expect(textOf(answer)).toBe(publishedText);
    expect(await operationsAsked(aws)).toContain('FilterLogEvents');
    expect(await operationsAsked(aws)).not.toContain('StartQuery');
  });

  it('reads past days once, and keeps them for the next report', async () => {
    const client = await clientOfAws();
    await client.callTool({ name: 'bedrock-report', arguments: asked });
    await aws.control.clearRequests();

    const again = await client.callTool({ name: 'bedrock-report', arguments: asked });

    expect(again.structuredContent).toMatchObject({ totals: { requests: 13_060 } });
    expect(await aws.control.requests({ operation: 'StartQuery' })).toEqual([]);
  });

  it('reads the region, account and log group that the call names', async () => {
    const client = await clientOfAws(['--region', 'eu-west-1', '--log-group', '/some/other']);

    const answer = await client.callTool({
      name: 'bedrock-report',
      arguments: {
        ...asked,
        log_group_name: '/aws/bedrock/modelinvocations',
        aws_account_id: publishedAccount,
      },
    });

    expect(answer.structuredContent).toMatchObject({
      totals: { requests: 13_060 },
      sources: [{ name: `${publishedAccount} us-east-1 /aws/bedrock/modelinvocations` }],
    });
    const queries = await aws.control.requests({ operation: 'StartQuery' });
    expect(queries.map(({ region }) => region)).toEqual(['us-east-1']);
  });

  it('tells how much is read while it reads', async () => {
    const client = await clientOfAws(['--engine', 'filter']);
    const steps: number[] = [];

    await client.callTool({ name: 'bedrock-report', arguments: asked }, undefined, {
      onprogress: ({ progress }) => steps.push(progress),
    });

    expect(steps.length).toBeGreaterThan(0);
    expect(steps).toEqual(steps.toSorted((left, right) => left - right));
  });

  it('stops the query of AWS when the call is cancelled', async () => {
    mendAfterTest(aws);
    await aws.control.setLatency({ pageMs: 0, queryBaseMs: 60_000, queryBytesPerSecond: 1e9 });
    const client = await clientOfAws();
    const abort = new AbortController();
    const call = client.callTool({ name: 'bedrock-report', arguments: asked }, undefined, {
      signal: abort.signal,
    });
    call.catch(() => {});
    await expect
      .poll(() => aws.control.requests({ operation: 'GetQueryResults' }))
      .not.toHaveLength(0);
    expect(await aws.control.requests({ operation: 'StopQuery' })).toHaveLength(0);

    abort.abort('enough');

    await expect(call).rejects.toThrow('enough');
    await expect.poll(() => aws.control.requests({ operation: 'StopQuery' })).toHaveLength(1);
    const [stopped] = await aws.control.requests({ operation: 'StopQuery' });
    expect(stopped).toMatchObject({ status: 200 });
  });

  it('says what to allow when AWS denies reading', async () => {
    mendAfterTest(aws);
    await deny(aws, ['logs:StartQuery']);
    const client = await clientOfAws();

    const answer = await client.callTool({ name: 'bedrock-report', arguments: asked });

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain('logs:StartQuery');
    expect(textOf(answer)).toMatch(/allow/i);
    const refused = await aws.control.requests({ operation: 'StartQuery' });
    expect(refused[0]).toMatchObject({ errorCode: 'AccessDeniedException' });
  });

  it('says which log group there is when there is none of the name', async () => {
    const client = await clientOfAws();

    const answer = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...asked, log_group_name: '/aws/bedrock/modelinvocation' },
    });

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toMatch(
      /Bedrock writes its log to \/aws\/bedrock\/modelinvocations there; name that with log_group_name\.$/,
    );
  });

  it('says with which tool to look where logging is off, also of one region of several', async () => {
    const client = await clientOfAws();
    const inRegion = async (region: string | string[]) => {
      const call = { name: 'bedrock-report', arguments: { ...asked, region } };
      return client.callTool(call);
    };
    const off = /logging is off there; the tool bedrock-setup shows how to switch it on\.$/m;

    const alone = await inRegion('sa-east-1');
    const beside = await inRegion(['us-east-1', 'sa-east-1']);

    expect(alone.isError).toBe(true);
    expect(textOf(alone)).toMatch(off);
    expect(beside.isError).toBeUndefined();
    expect(textOf(beside)).toMatch(off);
    expect(beside.structuredContent).toMatchObject({
      partial: [{ message: expect.stringMatching(off) as string }],
    });
  });

  it('says when credentials have expired', async () => {
    mendAfterTest(aws);
    await aws.control.addFault({ service: 'logs', kind: 'expired' });
    const client = await clientOfAws();

    const answer = await client.callTool({ name: 'bedrock-report', arguments: asked });

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain('expired');
    const requests = await aws.control.requests({ service: 'logs' });
    expect(requests.some(({ fault }) => fault === 'expired')).toBe(true);
  });

  it('tells in the answer which region could not be read, and gives the rest', async () => {
    mendAfterTest(aws);
    await aws.control.addFault({ service: 'logs', region: 'eu-west-1', kind: 'denied' });
    const client = await clientOfAws();

    const answer = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...asked, region: ['us-east-1', 'eu-west-1'] },
    });

    expect(answer.isError).toBeUndefined();
    expect(answer.structuredContent).toMatchObject({
      totals: { requests: 13_060 },
      partial: [{ origin: expect.stringContaining('eu-west-1') as string, reason: 'denied' }],
    });
    expect(textOf(answer)).toMatch(/^Partial: .*eu-west-1/m);
  });
});

function withoutQueryCost(text: string): string {
  return text.replace(/^Query cost: .*\n/m, '');
}
