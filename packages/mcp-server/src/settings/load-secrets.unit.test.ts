import { describe, expect, it } from 'vitest';

import { loadSecrets } from './load-secrets.ts';

const long = Buffer.alloc(32, 7).toString('base64');

describe('secrets of the environment', () => {
  it('are none where none is set', async () => {
    expect(
      await loadSecrets({ BEDROCK_SPEND_SESSION_KEYS: '', BEDROCK_SPEND_SECRETS: '' }),
    ).toEqual({ sessionKeys: undefined, pseudonymKey: undefined });
  });

  it('are several session keys, the one that signs first', async () => {
    const { sessionKeys } = await loadSecrets({
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
  ])('that are %s are refused without a word of them: %s', async (_what, variable, text) => {
    const refused = await loadSecrets({ [variable]: text }).catch((error: unknown) => error);

    expect(refused).toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining(variable),
    });
    expect(String(refused)).not.toContain(text);
  });

  it.each([
    ['a secret itself', `one:${long}`],
    ['the name of a secret', 'bedrock-spend'],
    ['the ARN of a table', 'arn:aws:dynamodb:us-east-1:111122223333:table/secret'],
    ['an ARN without a region', 'arn:aws:secretsmanager::111122223333:secret:spend-AbCdEf'],
    [
      'one member of a secret',
      'arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf:key::',
    ],
  ])('in place of an ARN are refused without a word of them: %s', async (_what, text) => {
    const refused = await loadSecrets({ BEDROCK_SPEND_SECRETS: text }).catch(
      (error: unknown) => error,
    );

    expect(refused).toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringMatching(/^BEDROCK_SPEND_SECRETS must be the ARN of a secret /),
    });
    expect(String(refused)).not.toContain(text);
  });
});
