import { secret } from '@bedrock-spend/pulumi-engine';
import { describe, expect, it } from 'vitest';

import { problems, resource } from './check.testing.ts';
import { markedSecrets, outputsAsResource } from './marked-secrets.ts';

const key = 'dGhpcnR5LXR3by1ieXRlcy1vZi1hLWtleQ==';
const text = JSON.stringify({ sessionKeys: `g1:${key}` });
const version = (secretString: unknown) =>
  resource('aws:secretsmanager/secretVersion:SecretVersion', { secretString });
const kept = version(secret(text));

describe('markedSecrets', () => {
  it('lets what is marked be, and what has nothing secret', () => {
    const other = resource('aws:lambda/function:Function', {
      environment: { variables: { A: 'b' } },
    });
    expect(problems(markedSecrets, kept, other)).toEqual([]);
  });

  it.each([
    ['a secret that is not marked', [version(text)]],
    [
      'a password deep inside',
      [resource('docker-build:index:Image', { registries: [{ password: 'x' }] })],
    ],
    [
      'a part of a secret in a variable',
      [
        kept,
        resource('aws:lambda/function:Function', { environment: { variables: { KEY: key } } }),
      ],
    ],
    ['a secret in an output', [kept, outputsAsResource({ keys: `the key is ${key}` })]],
  ])('finds %s', (_title, broken) => {
    expect(problems(markedSecrets, ...broken)).toHaveLength(1);
  });

  it('never says the secret itself', () => {
    const found = problems(markedSecrets, kept, outputsAsResource({ keys: key }));
    expect(found.join()).not.toContain(key);
  });
});
