import { describe, expect, it } from 'vitest';

import { problems, resource } from './check.testing.ts';
import { tagsOnAll } from './tags-on-all.ts';

describe('tagsOnAll', () => {
  it.each([
    [
      'a table with the tag',
      'aws:dynamodb/table:Table',
      { tags: { 'bedrock-spend:stack': 'prod' } },
    ],
    ['what has no tags at AWS', 'aws:apigateway/method:Method', {}],
    ['what is not of AWS', 'random:index/randomBytes:RandomBytes', {}],
  ])('lets %s be', (_title, type, inputs) => {
    expect(problems(tagsOnAll, resource(type, inputs))).toEqual([]);
  });

  it.each([
    ['no tags', {}],
    ['other tags only', { tags: { team: 'platform' } }],
  ])('finds a table with %s', (_title, inputs) => {
    expect(problems(tagsOnAll, resource('aws:dynamodb/table:Table', inputs))).toHaveLength(1);
  });
});
