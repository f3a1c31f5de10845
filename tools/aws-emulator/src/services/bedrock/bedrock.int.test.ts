import {
  BedrockClient,
  GetInferenceProfileCommand,
  GetModelInvocationLoggingConfigurationCommand,
  ListInferenceProfilesCommand,
  type ListInferenceProfilesCommandInput,
  ListTagsForResourceCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { InferenceProfileConfig, RunningEmulator } from '../../index.ts';
import { startEmulator } from '../../start-emulator.ts';

const accountId = '111122223333';
const loggingConfig = {
  cloudWatchConfig: {
    logGroupName: '/aws/bedrock/modelinvocations',
    roleArn: `arn:aws:iam::${accountId}:role/BedrockLogging`,
  },
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
};

const application: InferenceProfileConfig = {
  inferenceProfileId: 'a1b2c3d4e5f6',
  inferenceProfileArn: `arn:aws:bedrock:us-east-1:${accountId}:application-inference-profile/a1b2c3d4e5f6`,
  inferenceProfileName: 'support-chat',
  type: 'APPLICATION',
  models: [
    {
      modelArn:
        'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
    },
  ],
  createdAt: '2026-03-01T08:00:00Z',
  tags: { team: 'support', stage: 'prod' },
};

const systemDefined: InferenceProfileConfig = {
  inferenceProfileId: 'us.amazon.nova-pro-v1:0',
  inferenceProfileArn: `arn:aws:bedrock:us-east-1:${accountId}:inference-profile/us.amazon.nova-pro-v1:0`,
  inferenceProfileName: 'US Nova Pro',
  type: 'SYSTEM_DEFINED',
  models: [
    { modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0' },
    { modelArn: 'arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-pro-v1:0' },
  ],
};

let emulator: RunningEmulator;
let client: BedrockClient;

beforeAll(async () => {
  const inferenceProfiles = [application, systemDefined];
  emulator = await startEmulator({
    config: {
      accounts: [
        {
          accountId,
          users: [{ name: 'ada' }, { name: 'denied', deny: ['bedrock:Get*'] }],
          regions: { 'us-east-1': { logging: loggingConfig, inferenceProfiles } },
        },
      ],
    },
  });
  client = clientIn('us-east-1');
});
afterAll(() => emulator.stop());

describe('GetModelInvocationLoggingConfiguration', () => {
  it('gives the configuration of the region', async () => {
    const answer = await client.send(new GetModelInvocationLoggingConfigurationCommand({}));
    expect(answer.loggingConfig).toEqual(loggingConfig);
  });

  it('gives nothing, and no error, where logging is off', async () => {
    const answer = await clientIn('eu-west-1').send(
      new GetModelInvocationLoggingConfigurationCommand({}),
    );
    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect(answer.loggingConfig).toBeUndefined();
  });

  it('is refused without the permission', async () => {
    await expect(
      clientIn('us-east-1', 'denied').send(new GetModelInvocationLoggingConfigurationCommand({})),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('bedrock:GetModelInvocationLoggingConfiguration'),
      $metadata: { httpStatusCode: 403 },
    });
  });
});

describe('ListInferenceProfiles', () => {
  it('gives profiles of both types, active, without their tags', async () => {
    const { inferenceProfileSummaries } = await client.send(new ListInferenceProfilesCommand({}));
    const { tags: _, createdAt: __, ...rest } = application;
    expect(inferenceProfileSummaries).toEqual([
      { ...rest, status: 'ACTIVE', createdAt: new Date('2026-03-01T08:00:00Z') },
      { ...systemDefined, status: 'ACTIVE' },
    ]);
  });

  it.each([
    ['APPLICATION', ['a1b2c3d4e5f6']],
    ['SYSTEM_DEFINED', ['us.amazon.nova-pro-v1:0']],
  ] as const)('gives only those of the type %s', async (typeEquals, ids) => {
    expect(await idsOf({ typeEquals })).toEqual(ids);
  });

  it('gives them a page at a time', async () => {
    const pages = paginateListInferenceProfiles({ client }, { maxResults: 1 });
    const sizes = [];
    for await (const page of pages) sizes.push(page.inferenceProfileSummaries?.length);
    expect(sizes).toEqual([1, 1]);
  });

  it.each([
    ['a page size of 0', { maxResults: 0 }],
    ['a page size over 1000', { maxResults: 1001 }],
    ['an unknown type', { typeEquals: 'CUSTOM' as 'APPLICATION' }],
    ['a token that is none', { nextToken: 'garbage' }],
  ])('refuses %s', async (_case, input) => {
    await expect(client.send(new ListInferenceProfilesCommand(input))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('refuses a token of a list of another type', async () => {
    const { nextToken } = await client.send(new ListInferenceProfilesCommand({ maxResults: 1 }));
    await expect(
      client.send(new ListInferenceProfilesCommand({ nextToken, typeEquals: 'APPLICATION' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('GetInferenceProfile', () => {
  it.each([
    ['id', systemDefined.inferenceProfileId, systemDefined.models],
    ['ARN', application.inferenceProfileArn, application.models],
    ['id of an application', application.inferenceProfileId, application.models],
  ])('finds a profile by its %s', async (_kind, inferenceProfileIdentifier, models) => {
    const answer = await client.send(
      new GetInferenceProfileCommand({ inferenceProfileIdentifier }),
    );
    expect(answer).toMatchObject({ models, status: 'ACTIVE' });
  });

  it('says which profile does not exist by a 404', async () => {
    await expect(
      client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: 'zzzzzzzzzzzz' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('refuses what is no identifier', async () => {
    await expect(
      client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: 'a b' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('ListTagsForResource', () => {
  it('gives the tags of an application inference profile', async () => {
    expect(await tagsOf(application.inferenceProfileArn)).toEqual([
      { key: 'team', value: 'support' },
      { key: 'stage', value: 'prod' },
    ]);
  });

  it('gives an empty list where there are none', async () => {
    expect(await tagsOf(systemDefined.inferenceProfileArn)).toEqual([]);
  });

  it('refuses an unknown resource', async () => {
    await expect(tagsOf(`${application.inferenceProfileArn}x`)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

function clientIn(region: string, user?: string): BedrockClient {
  const credentials = emulator.credentials(accountId, user);
  return new BedrockClient({ endpoint: emulator.url, region, credentials });
}

async function idsOf(input: ListInferenceProfilesCommandInput) {
  const answer = await client.send(new ListInferenceProfilesCommand(input));
  return answer.inferenceProfileSummaries?.map(({ inferenceProfileId }) => inferenceProfileId);
}

async function tagsOf(resourceARN: string) {
  return (await client.send(new ListTagsForResourceCommand({ resourceARN }))).tags;
}
