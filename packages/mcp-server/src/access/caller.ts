/**
 * What a caller may be allowed: reports and setup checks, single invocations, the bill. Everything
 * else that is offered needs none of them.
 *
 * @example
 * const scope: Scope | undefined = scopes.at(0);
 */
export const scopes = ['report:read', 'logs:read', 'bill:read'] as const;

/**
 * One of `scopes`.
 *
 * @example
 * const scope: Scope = 'report:read';
 */
export type Scope = (typeof scopes)[number];

/**
 * Who calls, as the access control found it.
 *
 * @example
 * const caller: Caller = { subject: 'key:dashboard', scopes: ['report:read'] };
 */
export interface Caller {
  /**
   * Names the caller to sessions, limits and logs: `local` where nobody is asked who they are,
   * `key:NAME` of an API key, `token:` and a hash of issuer and subject for a bearer token, `iam:` or
   * `authorizer:` and a hash for whom a gateway has let in. Never a secret.
   */
  subject: string;
  scopes: readonly Scope[];
}

/** Whoever reaches a server that only this machine reaches. */
export const localCaller: Caller = { subject: 'local', scopes };
