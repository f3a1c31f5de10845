import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../index.ts';
import { startEmulator } from '../start-emulator.ts';
import { signedFetch, type WireRequest } from './signed-fetch.testing.ts';

const accountId = '111122223333';
const profileArn = `arn:aws:bedrock:us-east-1:${accountId}:application-inference-profile/a1b2c3d4e5f6`;
const modelArn = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0';
const loggingConfig = {
  s3Config: { bucketName: 'logs-of-bedrock', keyPrefix: 'bedrock' },
  textDataDeliveryEnabled: true,
};

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({
    config: {
      accounts: [
        {
          accountId,
          regions: {
            'us-east-1': {
              logging: loggingConfig,
              inferenceProfiles: [
                {
                  inferenceProfileId: 'a1b2c3d4e5f6',
                  inferenceProfileArn: profileArn,
                  inferenceProfileName: 'support-chat',
                  type: 'APPLICATION',
                  models: [{ modelArn }],
                  createdAt: '2026-03-01T08:00:00Z',
                  tags: { team: 'support' },
                },
              ],
            },
          },
        },
      ],
    },
  });
});
afterAll(() => emulator.stop());

const profile = {
  inferenceProfileId: 'a1b2c3d4e5f6',
  inferenceProfileArn: profileArn,
  inferenceProfileName: 'support-chat',
  type: 'APPLICATION',
  status: 'ACTIVE',
  models: [{ modelArn }],
  createdAt: '2026-03-01T08:00:00Z',
};

describe('Bedrock on the wire', () => {
  it.each<[string, Partial<WireRequest>, unknown]>([
    ['GET /logging/modelinvocations', { path: '/logging/modelinvocations' }, { loggingConfig }],
    [
      'GET /logging/modelinvocations where logging is off',
      { path: '/logging/modelinvocations', region: 'eu-west-1' },
      {},
    ],
    [
      'GET /inference-profiles',
      { path: '/inference-profiles' },
      { inferenceProfileSummaries: [profile] },
    ],
    [
      'GET /inference-profiles of a type',
      { path: '/inference-profiles', query: { type: 'SYSTEM_DEFINED', maxResults: '10' } },
      { inferenceProfileSummaries: [] },
    ],
    [
      'GET of a profile by its ARN, percent-encoded',
      { path: `/inference-profiles/${encodeURIComponent(profileArn)}` },
      profile,
    ],
    [
      'POST /listTagsForResource',
      {
        method: 'POST',
        path: '/listTagsForResource',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ resourceARN: profileArn }),
      },
      { tags: [{ key: 'team', value: 'support' }] },
    ],
  ])('answers %s', async (_case, request, expected) => {
    const answer = await ask(request);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(answer.body)).toEqual(expected);
  });

  it('names an error in a header and gives it the status of its kind', async () => {
    const answer = await ask({ path: '/inference-profiles/unknown' });
    expect(answer.status).toBe(404);
    expect(answer.headers['x-amzn-errortype']).toBe('ResourceNotFoundException');
    expect(JSON.parse(answer.body)).toMatchObject({ message: expect.any(String) });
  });

  it('refuses a path that it does not know, and a body that is not JSON', async () => {
    expect((await ask({ path: '/foundation-models' })).status).toBe(404);
    const answer = await ask({ method: 'POST', path: '/listTagsForResource', body: '{' });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([
      400,
      'SerializationException',
    ]);
  });
});

function ask(request: Partial<WireRequest>) {
  const credentials = emulator.credentials(accountId);
  return signedFetch(emulator.url, { service: 'bedrock', method: 'GET', credentials, ...request });
}
