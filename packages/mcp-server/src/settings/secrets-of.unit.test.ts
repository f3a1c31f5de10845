import { describe, expect, it } from 'vitest';

import { secretsOf } from './secrets-of.ts';

const long = Buffer.alloc(32, 7).toString('base64');

describe('secrets of the environment', () => {
  it('are none where none is set', () => {
    expect(secretsOf({ BEDROCK_SPEND_SESSION_KEYS: '' })).toEqual({
      sessionKeys: undefined,
      pseudonymKey: undefined,
    });
  });

  it('are several session keys, the one that signs first', () => {
    const { sessionKeys } = secretsOf({
      BEDROCK_SPEND_SESSION_KEYS: `2026-11:${long}, 2026-10:${long}`,
    });

    expect(sessionKeys?.map(({ id }) => id)).toEqual(['2026-11', '2026-10']);
    expect(sessionKeys?.every(({ secret }) => secret.byteLength === 32)).toBe(true);
  });

  it.each([
    ['without an id', 'BEDROCK_SPEND_SESSION_KEYS', long],
    ['too short', 'BEDROCK_SPEND_SESSION_KEYS', 'one:c2hvcnQ='],
    ['not base64', 'BEDROCK_SPEND_PSEUDONYM_KEY', '!'.repeat(60)],
    ['too short', 'BEDROCK_SPEND_PSEUDONYM_KEY', 'c2hvcnQ='],
  ])('that are %s are refused without a word of them: %s', (_what, variable, text) => {
    const read = () => secretsOf({ [variable]: text });

    expect(read).toThrow(variable);
    expect(read).not.toThrow(text);
  });
});
