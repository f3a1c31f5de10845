import { publishedExample, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import type { SetupReport } from '@bedrock-spend/core/cloudwatch';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import {
  clientOfAws,
  deny,
  emulatedAws,
  mendAfterTest,
  operationsAsked,
  publishedAccount,
  textOf,
} from '../aws-server.testing.ts';
import { testClient, testServer } from '../test-server.testing.ts';

let aws: SpawnedEmulator;

beforeAll(async () => {
  aws = await emulatedAws(publishedExample());
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
});

beforeEach(() => aws.control.clearRequests());

describe('bedrock-setup', () => {
  it('finds a setup ready, with calls that are free', async () => {
    const answer = await check(await clientOfAws(), {});

    expect(answer.isError).toBeUndefined();
    expect(setupOf(answer)).toMatchObject({
      status: 'ready',
      identity: { accountId: publishedAccount },
      accounts: [
        {
          regions: [
            {
              region: 'us-east-1',
              logging: { status: 'on', cloudWatchLogGroup: '/aws/bedrock/modelinvocations' },
            },
          ],
        },
      ],
    });
    expect(textOf(answer)).toContain('us-east-1');
    expect(textOf(answer)).toContain('paid_checks tries it');
    expect(JSON.stringify(answer)).not.toContain('--paid-checks');
    const asked = await operationsAsked(aws);
    expect(asked).toContain('GetModelInvocationLoggingConfiguration');
    for (const paid of ['StartQuery', 'GetCostAndUsage', 'GetDimensionValues']) {
      expect(asked).not.toContain(paid);
    }
  });

  it('says what to do where logging is off and reading is denied', async () => {
    mendAfterTest(aws);
    const place = { accountId: publishedAccount, region: 'us-east-1' };
    const on = publishedExample().accounts[0]?.regions?.['us-east-1']?.logging ?? null;
    onTestFinished(() => aws.control.setLogging({ ...place, logging: on }));
    await aws.control.setLogging({ ...place, logging: null });
    await deny(aws, ['logs:FilterLogEvents']);

    const answer = await check(await clientOfAws(), {});

    const setup = setupOf(answer);
    expect(setup.status).toBe('incomplete');
    expect(setup.accounts[0]?.regions[0]?.logging.status).toBe('off');
    expect(setup.permissions).toContainEqual(
      expect.objectContaining({ action: 'logs:FilterLogEvents', status: 'denied' }),
    );
    expect(setup.advice.join('\n')).toContain('logs:FilterLogEvents');
    expect(textOf(answer)).toContain('logs:FilterLogEvents');
    expect(textOf(answer)).toContain('put-model-invocation-logging-configuration');
  });

  it('says that credentials are missing instead of failing', async () => {
    mendAfterTest(aws);
    const client = await clientOfAws(['--profile', 'no-such-profile'], { isChecked: false });

    const answer = await check(client, {});

    expect(answer.isError).toBeUndefined();
    expect(setupOf(answer)).toMatchObject({ status: 'no-credentials', identity: null });
    expect(textOf(answer)).toMatch(/credentials/i);
  });

  it('looks where the call says, and fits the output schema that it lists', async () => {
    const client = await clientOfAws();
    const { tools } = await client.listTools();
    const schema = tools.find(({ name }) => name === 'bedrock-setup')!.outputSchema!;

    const answer = await check(client, { region: 'eu-west-1', aws_account_id: publishedAccount });

    const { accounts } = setupOf(answer);
    expect(accounts.map(({ accountId }) => accountId)).toEqual([publishedAccount]);
    expect(accounts[0]?.regions.map(({ region }) => region)).toEqual(['eu-west-1']);
    expect(new Ajv2020({ strict: false }).validate(schema, answer.structuredContent)).toBe(true);
  });

  it('makes paid calls when asked to', async () => {
    await check(await clientOfAws(), { paid_checks: 'true' });

    expect(await operationsAsked(aws)).toEqual(
      expect.arrayContaining(['StartQuery', 'GetCostAndUsage']),
    );
  });
});

describe('a server over files', () => {
  it.each(['bedrock-setup', 'bedrock-bill'])('does not offer %s, and says why', async (name) => {
    const client = await testClient(await testServer());
    const { tools } = await client.listTools();

    const call = client.callTool({ name, arguments: {} });

    expect(tools.map((tool) => tool.name)).not.toContain(name);
    await expect(call).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining(
        `This server does not offer ${name}, which needs AWS`,
      ) as string,
    });
  });
});

function check(client: Client, given: Record<string, unknown>) {
  return client.callTool({ name: 'bedrock-setup', arguments: given });
}

function setupOf(answer: Awaited<ReturnType<Client['callTool']>>): SetupReport {
  return answer.structuredContent as SetupReport;
}
