import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { secretArn, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { emulatedAws } from '../../aws-server.testing.ts';
import { callMessage, lastMessageOf, openSession, post } from '../../json-rpc.testing.ts';
import { startProgram } from '../../run-program.testing.ts';

const accountId = '111122223333';
const region = 'us-east-1';
const arn = secretArn({ accountId, region }, { name: 'spend' });
const example = fileURLToPath(
  new URL('../../../../core/fixtures/published-example.ndjson.gz', import.meta.url),
);

let aws: SpawnedEmulator;

beforeAll(async () => {
  const value = JSON.stringify({ sessionKeys: `one:${randomBytes(32).toString('base64')}` });
  aws = await emulatedAws({
    accounts: [{ accountId, regions: { [region]: { secrets: [{ name: 'spend', value }] } } }],
  });
});
afterAll(() => aws.stop());

// Each test starts programs of its own, which takes seconds on a busy machine.
describe('servers that are given the ARN of their secrets', { timeout: 30_000 }, () => {
  it('share their sessions', async () => {
    const environment = { ...process.env, BEDROCK_SPEND_SECRETS: arn };
    const [one, two] = await Promise.all(
      [1, 2].map(async () => startProgram(['--port', '0', example], environment).listening),
    );
    const session = await openSession(one ?? '');

    const answer = await post(two ?? '', callMessage('greet', { name: 'Ana' }), { session });

    expect(answer.status).toBe(200);
    expect(await lastMessageOf(answer)).toMatchObject({
      result: { content: [{ text: expect.stringContaining('Ana') }] },
    });
  });

  it('do not start without them, and say which permission is missing', async () => {
    const actions = ['secretsmanager:GetSecretValue'];
    await aws.control.setDenied({ accountId, principal: 'emulator', actions });

    const { ended } = startProgram(['--port', '0', example], {
      ...process.env,
      BEDROCK_SPEND_SECRETS: arn,
    });

    expect(await ended).toEqual({
      status: 1,
      stdout: '',
      stderr: `The credentials may not read the secret ${arn}: allow secretsmanager:GetSecretValue on it.\n`,
    });
  });
});
