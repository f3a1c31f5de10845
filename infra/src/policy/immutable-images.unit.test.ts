import { describe, expect, it } from 'vitest';

import { problems, resource } from './check.testing.ts';
import { immutableImages } from './immutable-images.ts';

const repository = (imageTagMutability: string) =>
  resource('aws:ecr/repository:Repository', { imageTagMutability });
const takes = (imageUri: string) => resource('aws:lambda/function:Function', { imageUri });

const registry = '111122223333.dkr.ecr.us-east-1.amazonaws.com/bedrock-spend';

describe('immutableImages', () => {
  it('lets tags that stay and a digest be', () => {
    const byDigest = takes(`${registry}@sha256:${'a'.repeat(64)}`);
    expect(problems(immutableImages, repository('IMMUTABLE'), byDigest)).toEqual([]);
  });

  it.each([
    ['tags that move', repository('MUTABLE')],
    ['an image by its tag', takes(`${registry}:latest`)],
  ])('finds %s', (_title, broken) => {
    expect(problems(immutableImages, broken)).toHaveLength(1);
  });
});
