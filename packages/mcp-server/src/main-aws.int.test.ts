import { publishedExample, spawnEmulator, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { publishedAccount, textOf } from './aws-server.testing.ts';
import { nodeArguments, startProgram } from './run-program.testing.ts';
import { testClient } from './test-server.testing.ts';

// Each test starts a program of its own, which takes seconds on a busy machine.
const timeout = 30_000;

let aws: SpawnedEmulator;

beforeAll(async () => {
  aws = await spawnEmulator({ config: publishedExample() });
});

afterAll(() => aws.stop());

describe('bedrock-spend-mcp over CloudWatch', { timeout }, () => {
  it('reads the region of the environment, and offers what AWS answers', async () => {
    const program = startProgram(['--port', '0'], environment());
    const client = await testClient({ url: await program.listening });

    const { tools } = await client.listTools();
    const instructions = client.getInstructions();
    const report = await client.callTool({
      name: 'bedrock-report',
      arguments: { days: 17, until: '2025-04-22' },
    });

    expect(tools.map(({ name }) => name)).toEqual([
      'bedrock-report',
      'bedrock-logs',
      'bedrock-bill',
      'bedrock-setup',
      'bedrock-daily-spend',
      'greet',
      'multi-greet',
    ]);
    expect(instructions).toContain('$0.01');
    expect(report).toMatchObject({ structuredContent: { totals: { requests: 13_060 } } });
  });

  it('names both ways to start when it is told nothing and finds no credentials', async () => {
    const program = startProgram(['--port', '0'], withoutKeys());

    const { status, stderr } = await program.ended;

    expect(status).toBe(2);
    expect(stderr).toMatch(/^Give the log files or folders to read, or credentials for AWS\. /);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('ends with status 1 where AWS was asked for and there are no credentials', async () => {
    const program = startProgram(['--source', 'cloudwatch', '--port', '0'], withoutKeys());

    const { status, stderr } = await program.ended;

    expect(status).toBe(1);
    expect(stderr).toMatch(/credentials/i);
  });

  it('ends with status 2 for a default that cannot be', async () => {
    const words = ['--source', 'cloudwatch', '--account', '12', '--port', '0'];

    const { status, stderr } = await startProgram(words, environment()).ended;

    expect(status).toBe(2);
    expect(stderr).toContain('"12"');
  });

  it.each([
    { title: 'that is told nothing', words: [] },
    { title: 'that is told where the logs are', words: ['--source', 'cloudwatch'] },
  ])('$title starts over stdio without credentials, and says how to log in', async ({ words }) => {
    const client = new Client({ name: 'test-client', version: '1.0.0' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [...nodeArguments, '--stdio', ...words],
        env: withoutKeys() as Record<string, string>,
        stderr: 'ignore',
      }),
    );
    onTestFinished(() => client.close());

    const answer = await client.callTool({ name: 'bedrock-report', arguments: {} });

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toMatch(/credentials/i);
  });
});

function environment(): NodeJS.ProcessEnv {
  const { accessKeyId, secretAccessKey } = aws.credentials(publishedAccount);
  return {
    ...withoutKeys(),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

function withoutKeys(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: '/no/such/home',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: aws.url,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
