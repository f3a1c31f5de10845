import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emulateAws, type EmulatedAws } from '../emulated-aws.testing.ts';
import { addressOf, startCommand } from '../run-command.testing.ts';

let aws: EmulatedAws;

beforeAll(async () => {
  aws = await emulateAws();
});

afterAll(() => aws.stop());

describe('serve over CloudWatch', () => {
  it('answers reports, single calls, the bill and the setup check', async () => {
    const child = startCommand(['serve', '--source', 'cloudwatch', '--port', '0'], {
      env: aws.env,
    });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(await addressOf(child))));

    const { tools } = await client.listTools();
    const report = await client.callTool({
      name: 'bedrock-report',
      arguments: { days: 17, until: '2025-04-22' },
    });
    const setup = await client.callTool({ name: 'bedrock-setup', arguments: {} });
    await client.close();
    child.kill('SIGTERM');

    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['bedrock-report', 'bedrock-logs', 'bedrock-bill', 'bedrock-setup']),
    );
    expect(report).toMatchObject({ structuredContent: { totals: { requests: 13_060 } } });
    expect(setup).toMatchObject({ structuredContent: { status: 'ready' } });
  });
});
