import { createHash } from 'node:crypto';

import { scopes, type Caller } from '../caller.ts';

/** Claims of a token that say who calls and what they may. */
export interface CallerClaims {
  iss?: string | undefined;
  sub?: string | undefined;
  /** RFC 8693: names with spaces between. */
  scope?: unknown;
  /** The same with some issuers, as a list or with spaces between. */
  scp?: unknown;
}

/** Who a token speaks for, as a hash: the subject is often an e-mail address or leads to one. */
export function callerOfToken(claims: CallerClaims, scopePrefix: string): Caller {
  const identity = JSON.stringify([claims.iss, claims.sub]);
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  const granted = new Set([...namesIn(claims.scope), ...namesIn(claims.scp)]);
  return {
    subject: `token:${hash}`,
    scopes: scopes.filter((scope) => granted.has(scopePrefix + scope)),
  };
}

function namesIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((name) => typeof name === 'string') : [];
}
