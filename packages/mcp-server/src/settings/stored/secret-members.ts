import { SpendError } from '@bedrock-spend/core';

import type { SecretTexts } from '../secrets-of.ts';
import type { StoredPlace } from './stored-place.ts';

type Members = Pick<SecretTexts, 'sessionKeys' | 'pseudonymKey'>;

const names: readonly string[] = ['sessionKeys', 'pseudonymKey'] satisfies (keyof Members)[];

/**
 * What stands in a stored text: JSON such as `{"sessionKeys": "ID:BASE64", "pseudonymKey": "BASE64"}`.
 *
 * @throws SpendError `INVALID_CONFIG` without a word of the text: names of members may be what is secret.
 */
export function secretMembers(text: string, { kind, arn }: StoredPlace): Members {
  const place = `${kind} ${arn}`;
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(
      `The ${place} must be JSON such as {"sessionKeys": "ID:BASE64", "pseudonymKey": "BASE64"}: it is not.`,
    );
  }
  const entries = Object.entries(value);
  if (entries.some(([name]) => !names.includes(name))) {
    throw wrong(`The ${place} has an unknown member: it takes ${names.join(' and ')}.`);
  }
  const other = entries.find(([, member]) => typeof member !== 'string' || member === '');
  if (other !== undefined) throw wrong(`"${other[0]}" of the ${place} must be a text.`);
  if (entries.length === 0) throw wrong(`The ${place} has neither ${names.join(' nor ')}.`);
  const { sessionKeys, pseudonymKey } = value as Partial<Members>;
  return { sessionKeys, pseudonymKey };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own error quotes the text: it is no cause to hand on.
    return undefined;
  }
}

function wrong(sentence: string): SpendError {
  return new SpendError('INVALID_CONFIG', sentence);
}
