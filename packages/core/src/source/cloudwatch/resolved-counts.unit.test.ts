import { describe, expect, test } from 'vitest';

import { createInvocationGrouper } from '../../aggregate/group-invocations.ts';
import type { InvocationGroup } from '../../model/invocation-group.ts';
import type { Invocation } from '../../model/invocation.ts';
import { parseModelId } from '../../model/model-id.ts';
import { parseRecord } from '../../normalize/parse-record.ts';
import { aRecord, type RecordFacts } from '../../normalize/record.testing.ts';
import { countsOfGroup, countsOfInvocation } from './resolved-counts.ts';

const profile = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6';
const columns = { bucketMs: 86_400_000, principal: false, operation: false, metadataKeys: [] };

function invocation(modelId: string, facts: RecordFacts): Invocation {
  const parsed = parseRecord(aRecord({ ...facts, modelId }));
  if ('reason' in parsed) throw new Error(parsed.detail);
  return parsed;
}

function groupOf(one: Invocation): InvocationGroup {
  const grouper = createInvocationGrouper(columns);
  grouper.add(one);
  const [group] = grouper.groups();
  if (group === undefined) throw new Error('nothing was grouped');
  return group;
}

const none = { inputTokenCount: undefined, outputTokenCount: undefined };

describe.each([
  ['amazon.titan-embed-text-v2:0', 'embedding'],
  ['cohere.rerank-v3-5:0', 'rerank'],
  ['amazon.nova-canvas-v1:0', 'image'],
  ['amazon.nova-reel-v1:0', 'video'],
  ['amazon.nova-pro-v1:0', 'text'],
] as const)('counts of a call through a profile of %s', (model, modality) => {
  test.each([
    ['both counts', {}],
    ['no output', { output: none }],
    ['no counts', { input: none, output: none }],
    ['an error', { input: none, output: none, errorCode: 'ThrottlingException' }],
  ] as const)('with %s are those of a call of the model itself', (_, facts) => {
    const called = invocation(profile, facts);
    const direct = invocation(model, facts);
    const resolved = { ...called, ...countsOfInvocation(called, modality), model: direct.model };
    expect(resolved).toEqual(direct);

    const group = groupOf(called);
    const { model: _model, ...counts } = { ...group, ...countsOfGroup(group, modality) };
    const { model: _direct, ...expected } = groupOf(direct);
    expect(parseModelId(model).modality).toBe(modality);
    expect(counts).toEqual(expected);
  });
});
