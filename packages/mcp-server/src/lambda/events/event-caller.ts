import { createHash } from 'node:crypto';

import { scopes, type Caller } from '../../access/caller.ts';

/** What fronts say of whom they have let in. */
export interface Credited {
  /** Issuer and subject of a token that an authorizer has verified. */
  claims?: { iss?: unknown; sub?: unknown } | null | undefined;
  /** Whom a Lambda authorizer has recognized. */
  principalId?: unknown;
  /** Whose signature IAM has verified. */
  userArn?: unknown;
  /** Id of the key, where the method requires one and it is known: never the key. */
  apiKeyId?: unknown;
}

/**
 * The caller whom a front has let in: whoever is told most closely. All names but the ids of keys are
 * hashed, as they often hold e-mail addresses.
 */
export function eventCaller({ claims, principalId, userArn, apiKeyId }: Credited): Caller | null {
  if (isName(claims?.sub)) return named('authorizer', [claims.iss, claims.sub]);
  if (isName(principalId)) return named('authorizer', [principalId]);
  if (isName(userArn)) return named('iam', [userArn]);
  return isName(apiKeyId) ? { subject: `key:${apiKeyId.slice(0, 64)}`, scopes } : null;
}

function named(kind: 'authorizer' | 'iam', identity: readonly unknown[]): Caller {
  const text = JSON.stringify(identity);
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return { subject: `${kind}:${hash}`, scopes };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
