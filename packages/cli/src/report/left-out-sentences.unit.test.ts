import { describe, expect, it } from 'vitest';
import { missingSentences } from './left-out-sentences.ts';

const denied = {
  origin: '222233334444 us-east-1 /aws/bedrock/modelinvocations',
  reason: 'denied',
  message: 'Account 222233334444 cannot be read: there is no role.',
} as const;

describe('what a report lacks', () => {
  it('is a sentence each, once where two regions lack the same', () => {
    const elsewhere = { ...denied, origin: '222233334444 eu-west-1 /aws/bedrock/modelinvocations' };
    const group = { ...denied, message: 'The log group is missing in 222233334444, us-east-1.' };
    expect(missingSentences({ partial: [denied, elsewhere, group] })).toEqual([
      'Account 222233334444 cannot be read: there is no role.',
      'The log group is missing in 222233334444, us-east-1.',
    ]);
  });

  it('says what it is about where the sentence counts on its origin standing before it', () => {
    const origin = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1';
    const message = 'Calls through this application inference profile have no price.';
    expect(
      missingSentences({ partial: [{ origin, reason: 'unresolved-profile', message }] }),
    ).toEqual([`${origin}: ${message}`]);
  });

  it('names ten, and counts the others', () => {
    const partial = Array.from({ length: 12 }, (_, index) => ({
      ...denied,
      message: `${denied.message} ${index}`,
    }));
    const sentences = missingSentences({ partial });
    expect(sentences).toHaveLength(11);
    expect(sentences.at(-1)).toBe('2 more could not be read.');
  });
});
