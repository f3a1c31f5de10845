import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { cloudwatchSource, type CloudwatchSourceOptions } from '../../cloudwatch-source.ts';
import { memoryStore } from '../../cache/memory-store.ts';
import { defaultGroup, emulatedAws, loggingTo, ownAccount } from '../../emulated-aws.testing.ts';
import { createReport, listInvocations, type Query, type Report } from '../../index.ts';
import { aRecord } from '../../normalize/record.testing.ts';

const accountId = ownAccount;
const region = 'us-east-1';
const now = new Date('2026-11-22T12:00:00Z');
const model = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

const modelArn = (id: string, place = region) => `arn:aws:bedrock:${place}::foundation-model/${id}`;
const geoModels = ['us-east-1', 'us-east-2', 'us-west-2'].map((place) => modelArn(model, place));
const profileArn = (id: string) =>
  `arn:aws:bedrock:${region}:${accountId}:application-inference-profile/${id}`;

const profiles = {
  geo: { id: 'geo000000001', models: geoModels, tags: { team: 'search' } },
  global: { id: 'global000001', models: [modelArn(model), modelArn(model, '')], tags: {} },
  local: { id: 'local0000001', models: [modelArn('amazon.nova-pro-v1:0')], tags: {} },
  embedding: { id: 'embed0000001', models: [modelArn('amazon.titan-embed-text-v2:0')], tags: {} },
  unclear: { id: 'unclear00001', models: geoModels.slice(0, 2), tags: {} },
} as const;
const gone = 'gone00000001';

function systemProfile(id: string, models: readonly string[]) {
  return {
    inferenceProfileId: id,
    inferenceProfileArn: `arn:aws:bedrock:${region}:${accountId}:inference-profile/${id}`,
    inferenceProfileName: id,
    type: 'SYSTEM_DEFINED' as const,
    models: models.map((modelArn) => ({ modelArn })),
  };
}

const aws = emulatedAws({
  accounts: [
    {
      accountId,
      users: [{ name: 'reader' }],
      regions: {
        [region]: {
          logging: loggingTo(defaultGroup),
          inferenceProfiles: [
            // More than one page of the list.
            ...Array.from({ length: 120 }, (_, index) =>
              systemProfile(`us.vendor.model-${index}`, [
                modelArn(`vendor.model-${index}`, 'us-west-1'),
              ]),
            ),
            systemProfile(`us.${model}`, geoModels),
            systemProfile(`global.${model}`, [modelArn(model), modelArn(model, '')]),
            ...Object.entries(profiles).map(([name, { id, models, tags }]) => ({
              inferenceProfileId: id,
              inferenceProfileArn: profileArn(id),
              inferenceProfileName: `${name} profile`,
              type: 'APPLICATION' as const,
              models: models.map((modelArn) => ({ modelArn })),
              tags,
            })),
          ],
        },
      },
    },
  ],
});

const used = {
  input: { inputTokenCount: 1_000_000 },
  output: { outputTokenCount: 0 },
  timestamp: '2026-11-20T10:00:00Z',
};

function callThrough(id: string, facts = {}): { timestamp: string } {
  return aRecord({ ...used, modelId: id, ...facts }) as { timestamp: string };
}

function groupOf(name: string): string {
  return `/profiles/${name}`;
}

beforeAll(async () => {
  for (const name of Object.keys(profiles) as (keyof typeof profiles)[]) {
    const arn = profileArn(profiles[name].id);
    await aws.log({ accountId, region, logGroup: groupOf(name) }, [
      callThrough(arn),
      callThrough(arn),
    ]);
  }
  await aws.log({ accountId, region, logGroup: groupOf('embedding-only') }, [
    aRecord({
      ...used,
      modelId: profileArn(profiles.embedding.id),
      output: { outputTokenCount: undefined },
    }) as { timestamp: string },
  ]);
  await aws.log({ accountId, region, logGroup: groupOf('gone') }, [callThrough(profileArn(gone))]);
  await aws.log({ accountId, region, logGroup: groupOf('called') }, [
    callThrough(`us.${model}`),
    callThrough(`global.${model}`),
    callThrough('amazon.nova-pro-v1:0'),
  ]);
});

beforeEach(async () => {
  await deny([]);
});

function deny(actions: string[]): Promise<void> {
  return aws.control.setDenied({ accountId, principal: 'reader', actions });
}

function source(names: readonly string[], options: CloudwatchSourceOptions = {}) {
  return cloudwatchSource({
    regions: [region],
    logGroups: names.map(groupOf),
    now: () => now,
    ...options,
  });
}

function reportOf(
  names: readonly string[],
  options: CloudwatchSourceOptions & { query?: Query } = {},
): Promise<Report> {
  const { query = { groupBy: ['model', 'scope', 'applicationInferenceProfile'] }, ...rest } =
    options;
  return createReport(source(names, rest), query, { now });
}

const sections = ({ sections: { byModel, byScope, byApplicationInferenceProfile } }: Report) => ({
  models: byModel?.map(({ key }) => key),
  scopes: byScope?.map(({ key }) => key),
  profiles: byApplicationInferenceProfile?.map(({ key }) => key),
});

describe.each(['auto', 'filter'] as const)('calls through application profiles (%s)', (engine) => {
  test.each([
    ['geo', `us.${model}`, 'geo', model.slice('anthropic.'.length)],
    ['global', `global.${model}`, 'global', model.slice('anthropic.'.length)],
    ['local', 'amazon.nova-pro-v1:0', 'in-region', 'nova-pro-v1:0'],
  ] as const)('cost what %s costs', async (name, behind, scope, shortName) => {
    const report = await reportOf([name], { engine });
    const direct = await createReport(
      source(['called'], { engine }),
      { where: [{ dimension: 'scope', values: [scope] }] },
      { now },
    );
    expect(report.totals.costStatus).toBe('complete');
    expect(Number(report.totals.costUsd)).toBeCloseTo(2 * Number(direct.totals.costUsd), 12);
    expect(sections(report)).toEqual({
      models: [shortName],
      scopes: [scope],
      profiles: [profileArn(profiles[name].id)],
    });
    expect(report.inferenceProfiles).toEqual([
      {
        arn: profileArn(profiles[name].id),
        name: `${name} profile`,
        model: behind,
        tags: profiles[name].tags,
      },
    ]);
    expect(report.partial).toEqual([]);
  });

  test('have a price and no unknown counts where an embedding model is behind it', async () => {
    const report = await reportOf(['embedding-only'], { engine });
    expect(report.totals).toMatchObject({
      requests: 1,
      unknownCounts: 0,
      outputTokens: 0,
      costStatus: 'complete',
    });
  });
});

describe('a profile', () => {
  test('is looked up once, however many log groups and batches hold its calls', async () => {
    await aws.log({ accountId, region, logGroup: groupOf('again') }, [
      callThrough(profileArn(profiles.geo.id)),
      callThrough(profileArn(profiles.local.id)),
    ]);
    const report = await reportOf(['geo', 'again', 'local'], { engine: 'filter' });
    expect(report.inferenceProfiles).toHaveLength(2);
    expect(await aws.calls('GetInferenceProfile')).toHaveLength(2);
    expect(await aws.calls('ListTagsForResource')).toHaveLength(2);
    // AWS's own profiles: one list, of two pages.
    expect(await aws.calls('ListInferenceProfiles')).toHaveLength(2);
  });

  test('is looked up again for the next report, its calls come from the cache', async () => {
    const cached = source(['geo'], { cache: memoryStore() });
    const first = await createReport(cached, { until: '2026-11-20' }, { now });
    await aws.control.clearRequests();
    const second = await createReport(cached, { until: '2026-11-20' }, { now });
    expect(second.totals).toEqual(first.totals);
    expect(second.inferenceProfiles).toEqual(first.inferenceProfiles);
    expect(await aws.calls('StartQuery')).toEqual([]);
    expect(await aws.calls('GetInferenceProfile')).toHaveLength(1);
  });

  test('can be filtered on by the model behind it', async () => {
    const report = await reportOf(['geo', 'local'], {
      query: { where: [{ dimension: 'model', values: ['nova-pro-v1:0'] }] },
    });
    expect(report.totals.requests).toBe(2);
  });

  test('is resolved in lists of single calls', async () => {
    const { invocations } = await listInvocations(source(['local']), {}, { now });
    expect(invocations.map(({ model, modelId }) => [model, modelId])).toEqual([
      ['nova-pro-v1:0', profileArn(profiles.local.id)],
      ['nova-pro-v1:0', profileArn(profiles.local.id)],
    ]);
    expect(invocations.every(({ costUsd }) => costUsd !== null)).toBe(true);
  });

  test('without tags that may be seen is priced all the same', async () => {
    await deny(['bedrock:ListTagsForResource']);
    const report = await reportOf(['geo']);
    expect(report.inferenceProfiles).toMatchObject([{ name: 'geo profile', tags: null }]);
    expect(report.totals.costStatus).toBe('complete');
    expect(report.partial).toEqual([]);
  });

  test('that may not be looked up keeps its id without a price, and the report names the permission', async () => {
    await deny(['bedrock:GetInferenceProfile']);
    const report = await reportOf(['geo', 'local']);
    expect(report.totals.costStatus).toBe('unpriced');
    expect(sections(report).models?.sort()).toEqual([profiles.geo.id, profiles.local.id].sort());
    expect(report.inferenceProfiles).toEqual([]);
    expect(report.partial).toMatchObject(
      [profiles.geo, profiles.local].map(({ id }) => ({
        origin: profileArn(id),
        reason: 'unresolved-profile',
        message: expect.stringContaining('bedrock:GetInferenceProfile'),
      })),
    );
  });

  test('that was deleted keeps its id without a price', async () => {
    const report = await reportOf(['gone', 'local']);
    expect(report.totals).toMatchObject({
      requests: 3,
      costStatus: 'incomplete',
      unpricedRequests: 1,
    });
    expect(report.partial).toEqual([
      {
        origin: profileArn(gone),
        reason: 'unresolved-profile',
        message:
          'Calls through this application inference profile have no price: Bedrock no longer knows it, it may have been deleted.',
      },
    ]);
  });

  test('that is like no profile of AWS shows its model, and has no guessed price', async () => {
    const report = await reportOf(['unclear']);
    expect(sections(report).models).toEqual([model.slice('anthropic.'.length)]);
    expect(report.totals.costStatus).toBe('unpriced');
    expect(report.inferenceProfiles).toMatchObject([{ name: 'unclear profile', model }]);
    expect(report.partial).toMatchObject([
      { reason: 'unresolved-profile', message: expect.stringContaining(`it leads to ${model}`) },
    ]);
  });

  test('of one region needs no list of AWS’s profiles, others say that they do', async () => {
    await deny(['bedrock:ListInferenceProfiles']);
    const report = await reportOf(['local', 'geo']);
    expect(report.totals).toMatchObject({ costStatus: 'incomplete', unpricedRequests: 2 });
    expect(report.partial).toMatchObject([
      {
        origin: profileArn(profiles.geo.id),
        message: expect.stringContaining('bedrock:ListInferenceProfiles'),
      },
    ]);
  });
});
