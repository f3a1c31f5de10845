import { describe, expect, test } from 'vitest';

import { modelBehindProfile, type SystemProfile } from './model-behind-profile.ts';

const region = 'us-east-1';
const arn = (model: string, place = region) =>
  `arn:aws:bedrock:${place}::foundation-model/${model}`;
const sonnet = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const geo = ['us-east-1', 'us-west-2'].map((place) => arn(sonnet, place));

const systemProfiles: SystemProfile[] = [
  { id: `us.${sonnet}`, modelArns: geo },
  { id: `global.${sonnet}`, modelArns: [arn(sonnet), arn(sonnet, '')] },
  { id: 'us.empty.model', modelArns: [] },
];

function behind(modelArns: string[], profiles = systemProfiles) {
  return modelBehindProfile({ modelArns, region }, profiles);
}

describe('the model behind an application inference profile', () => {
  test('is the profile of AWS that sends calls to the same models, in any order', () => {
    expect(behind(geo.toReversed())).toMatchObject({
      id: `us.${sonnet}`,
      facts: { baseModel: sonnet, geography: 'us', exactId: `us.${sonnet}`, modality: 'text' },
      problem: null,
    });
    expect(behind([arn(sonnet, ''), arn(sonnet)])).toMatchObject({ id: `global.${sonnet}` });
  });

  test('is the model itself where the profile stays in its own region', () => {
    expect(behind([arn('amazon.titan-embed-text-v2:0')])).toMatchObject({
      id: 'amazon.titan-embed-text-v2:0',
      facts: { baseModel: 'amazon.titan-embed-text-v2:0', geography: null, modality: 'embedding' },
      problem: null,
    });
  });

  test.each([
    ['some regions of a profile of AWS', [arn(sonnet, 'us-west-2')]],
    ['more regions than a profile of AWS', [...geo, arn(sonnet, 'eu-west-1')]],
    ['one region twice', [arn(sonnet), arn(sonnet)]],
  ])('has no price but its name where it leads to %s', (_, modelArns) => {
    const { id, facts, problem } = behind(modelArns);
    expect(id).toBe(sonnet);
    expect(facts).toMatchObject({
      exactId: null,
      baseModel: null,
      geography: null,
      shortName: 'claude-sonnet-4-5-20250929-v1:0',
    });
    expect(problem).toContain(sonnet);
  });

  test('has no price where two profiles of AWS are alike', () => {
    const twin = { id: `apac.${sonnet}`, modelArns: geo };
    expect(behind(geo, [...systemProfiles, twin])).toMatchObject({
      facts: { baseModel: null },
      problem: expect.any(String),
    });
  });

  test('has neither price nor name where there are several models, or none', () => {
    expect(behind([arn(sonnet), arn('amazon.nova-pro-v1:0')])).toMatchObject({
      id: `${sonnet}, amazon.nova-pro-v1:0`,
      facts: null,
    });
    expect(behind([])).toEqual({
      id: '',
      facts: null,
      problem: 'Bedrock names no model behind it.',
    });
  });
});
