import { readFile } from 'node:fs/promises';

import { publishedExample, type CostRecord } from '@bedrock-spend/aws-emulator';
import { buildBaseImage, openPodman, type Podman } from '@bedrock-spend/lambda-harness';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inputsOf, openTexts, secretTexts } from '../program/registered.testing.ts';
import { connectShell } from './connect-shell.testing.ts';
import { connectedClient } from './connected-client.testing.ts';
import { deployLocally, type LocalDeployment } from './local-deployment/deploy-locally.testing.ts';
import { because, cannotRun } from './open-image.testing.ts';
import { notPermitted } from './role-permits.testing.ts';

const published = await readFile(
  new URL('../../../packages/core/fixtures/published-example.classic.txt', import.meta.url),
  'utf8',
);
const accountId = publishedExample().accounts[0]?.accountId ?? '';
const lastMonth = { days: 17, until: '2025-04-22' };

describe.skipIf(cannotRun)(`the program, deployed here${because}`, { timeout: 120_000 }, () => {
  let podman: Podman;
  let deployed: LocalDeployment;
  let url: string;
  let key: string;

  beforeAll(async () => {
    podman = await openPodman();
    const baseImage = await buildBaseImage(podman);
    const config = { memory: '512', throttle: '{"requestsPerSecond":100,"burst":100}' };
    deployed = await deployLocally({ podman, baseImage, config });
    await deployed.emulator.control.clearRequests();
    url = String(deployed.outputs['mcpUrl']);
    key = String(deployed.outputs['apiKey']);
  }, 600_000);

  afterAll(async () => {
    await deployed?.close();
    await podman?.close();
  });

  it('gives a client that knows its outputs and nothing else the published figures, with its progress one by one', async () => {
    const { control } = deployed.emulator;
    // Three seconds for all that there is.
    await control.setLatency({ pageMs: 0, queryBaseMs: 0, queryBytesPerSecond: 2_200_000 });
    const { lines, stdout, stderr, status } = await connectShell({
      url,
      key,
      input: 'bedrock-report us-east-1 /aws/bedrock/modelinvocations 17 --until 2025-04-22\n',
    });
    await control.setLatency({ pageMs: 0, queryBaseMs: 0, queryBytesPerSecond: 1e12 });

    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const [, result = ''] = stdout.split('Tool result:\n');
    expect(result.replace(/^Query cost: .*\n/m, '').trimEnd()).toBe(published.trimEnd());
    const progress = lines.filter(({ text }) => text.startsWith('Progress: '));
    const shown = progress.map(({ text, atMs }) => `  ${atMs} ms  ${text}`);
    process.stdout.write(
      `progress arrived, from the start of the client on:\n${shown.join('\n')}\n`,
    );
    // How far AWS has come at the client's first look depends on the machine; that it is told then does not.
    expect(progress.length).toBeGreaterThanOrEqual(2);
    expect(progress.at(-1)?.text).toContain('13060 records read');
    expect((progress.at(-1)?.atMs ?? 0) - (progress[0]?.atMs ?? 0)).toBeGreaterThan(1000);
  });

  it('runs the image that its outputs name, with the memory and the time that were set', () => {
    const { run, outputs } = deployed;

    expect(inputsOf(run, 'aws:lambda/function:Function')).toMatchObject({
      imageUri: outputs['imageUri'],
      memorySize: 512,
      timeout: 300,
    });
  });

  it('has its sessions in the table and its keys in the secret that the program made', async () => {
    const client = await connectedClient(url, key);
    await client.setLoggingLevel('error');
    const reads = await deployed.emulator.control.requests({ operation: 'GetSecretValue' });

    expect(
      await deployed.dynamodb.count(String(deployed.outputs['sessionsTableName'])),
    ).toBeGreaterThan(0);
    expect(reads.map(({ status }) => status)).toContain(200);
  });

  it('asks AWS for nothing that its own role does not permit', async () => {
    const client = await connectedClient(url, key);
    await client.setLoggingLevel('error');
    const { emulator, tableOperations, run } = deployed;
    await emulator.control.setCosts({ accountId, costs: [billedYesterday()] });
    await callEverything(client);

    const requests = await emulator.control.requests();
    const calls = [
      ...requests.map(({ service, operation, input }) => ({
        operation: `${service}.${operation}`,
        input,
      })),
      ...[...tableOperations].map((name) => ({
        operation: name.replace(/^DynamoDB_\d+\./, 'dynamodb.'),
        input: {},
      })),
    ];

    expect(calls.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining([
        'secretsmanager.GetSecretValue',
        'logs.StartQuery',
        'logs.FilterLogEvents',
        'ce.GetCostAndUsage',
        'dynamodb.PutItem',
      ]),
    );
    expect(notPermitted(run, calls)).toEqual([]);
    expect(
      notPermitted(run, [
        { operation: 'logs.StartQuery', input: { logGroupName: '/aws/lambda/other' } },
      ]),
    ).toHaveLength(1);
  });

  it('writes lines of JSON, each about a request that the gateway knows, and no secret into any', async () => {
    const response = await fetch(url, { headers: { 'x-api-key': key } });
    const { target, run, emulator } = deployed;
    await expect.poll(() => target.running.size).toBe(0);
    const text = target.instances.map((instance) => instance.log()).join('');

    const lines = text
      .split('\n')
      .filter((line) => line !== '')
      .map(asJson);
    const ids = target.reports.map(({ requestId }) => requestId);
    const ofRequests = lines.filter((line) => 'requestId' in line);
    expect(ofRequests.length).toBeGreaterThan(5);
    expect(ofRequests.filter(({ requestId }) => !ids.includes(String(requestId)))).toEqual([]);
    expect(ofRequests.map(({ gatewayRequestId }) => gatewayRequestId)).toContain(
      response.headers.get('x-amzn-requestid'),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'call', tool: 'bedrock-report', outcome: 'ok' }),
    );
    const { secretAccessKey } = emulator.credentials(accountId);
    const secrets = [
      ...secretTexts(run.outputs),
      ...run.resources.flatMap(({ inputs, outputs }) => secretTexts([inputs, outputs])),
      secretAccessKey,
    ];
    expect(secrets).toContain(key);
    // Pulumi shows the rest with --debug alone, and warns of secrets in it.
    const messages = run.messages.filter(({ severity }) => severity !== 'debug');
    const open = [text, target.log(), ...openTexts([run.outputs, messages])].join('\n');
    expect(secrets.filter((secret) => open.includes(secret))).toEqual([]);
  });
});

async function callEverything(client: Client): Promise<void> {
  const calls: [string, Record<string, unknown>][] = [
    ['bedrock-report', lastMonth],
    ['bedrock-logs', lastMonth],
    ['bedrock-setup', {}],
    ['bedrock-bill', { days: 3 }],
  ];
  for (const [name, args] of calls) {
    const answer = await client.callTool({ name, arguments: args });
    expect(answer.isError, `${name}: ${JSON.stringify(answer.content)}`).not.toBe(true);
  }
}

function billedYesterday(): CostRecord {
  return {
    day: new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10),
    service: 'Amazon Bedrock',
    usageType: 'USE1-Nova2.0Lite-input-tokens',
    amountUsd: '1.25',
    usageQuantity: '1000',
    unit: '1K tokens',
  };
}

const asJson = (line: string): Record<string, unknown> =>
  JSON.parse(line) as Record<string, unknown>;
