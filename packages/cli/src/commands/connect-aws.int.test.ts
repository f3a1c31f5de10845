import type { ChildProcess } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callsOf, emulateAws, publishedText, type EmulatedAws } from '../emulated-aws.testing.ts';
import { addressOf, resultOf, runCommand, startCommand } from '../run-command.testing.ts';

const command = 'bedrock-report us-east-1 /aws/bedrock/modelinvocations 17 --until 2025-04-22';

let aws: EmulatedAws;
let server: ChildProcess;
let url: string;

beforeAll(async () => {
  aws = await emulateAws();
});

beforeEach(async () => {
  const started = startCommand('serve --source cloudwatch --port 0 --log-level silent', {
    env: aws.env,
  });
  server = started;
  url = await addressOf(started);
  await aws.control.clearRequests();
});

afterEach(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
});

afterAll(() => aws.stop());

describe('connect to a server over CloudWatch', () => {
  it('prints the published text, asked by Insights alone', async () => {
    const { stdout, stderr, status } = await runCommand(['connect', url], { input: command });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const [, result = ''] = stdout.split('Tool result:\n');
    const cost = /^Query cost: .* scanned by CloudWatch Logs Insights\)\n/m;
    expect(result).toMatch(cost);
    expect(result.replace(cost, '')).toBe(await publishedText());
    const calls = await callsOf(aws);
    expect(calls['StartQuery']).toBe(1);
    expect(calls['FilterLogEvents']).toBeUndefined();
  });

  it('shows the bytes that are scanned as they grow, and at the end all records', async () => {
    const { stdout } = await runCommand(['connect', url], { input: command });
    const progress = stdout.split('\n').filter((line) => line.startsWith('Progress: '));
    expect(progress.at(-1)).toMatch(/^Progress: 6\.\d MB, 13060 records read$/);
  });

  it('asks AWS once for days that the server has read before', async () => {
    await runCommand(['connect', url], { input: `${command}\n${command}` });
    expect((await callsOf(aws))['StartQuery']).toBe(1);
  });

  it('stops the query in AWS when the call is cancelled', async () => {
    await aws.control.setLatency({ pageMs: 0, queryBaseMs: 20_000, queryBytesPerSecond: 1e9 });
    try {
      const client = startCommand(['connect', url]);
      const result = resultOf(client);
      client.stdin.write(`${command}\n`);
      const polls = async () => (await callsOf(aws))['GetQueryResults'] ?? 0;
      await expect.poll(polls, { timeout: 20_000 }).toBeGreaterThan(0);
      client.kill('SIGINT');
      expect((await result).status).toBe(130);
      await expect.poll(async () => (await callsOf(aws))['StopQuery'] ?? 0).toBe(1);
    } finally {
      await aws.control.setLatency({ pageMs: 0, queryBaseMs: 0, queryBytesPerSecond: 1e12 });
    }
  });

  it('says in one sentence which log group is missing', async () => {
    const { stdout, stderr, status } = await runCommand(['connect', url], {
      input: 'bedrock-report us-east-1 /aws/bedrock/modelinvocation 17 --until 2025-04-22',
    });
    expect(stderr).toMatch(/^.*\/aws\/bedrock\/modelinvocations.*\n$/);
    expect(stdout).not.toContain('Tool result:');
    expect(status).toBe(1);
  });
});
