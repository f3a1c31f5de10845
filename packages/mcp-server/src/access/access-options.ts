import type { ApiKey } from './api-key.ts';
import type { Caller } from './caller.ts';
import type { OAuthOptions } from './oauth/oauth-options.ts';

/**
 * Who may call: holders of keys, of tokens, or either, and whom a front door vouches for. Without it only loopback is served, and whoever
 * is on this machine may call.
 *
 * @example
 * const access: AccessOptions = { apiKeys: [{ name: 'dashboard', sha256: createApiKey().sha256 }] };
 */
export interface AccessOptions {
  /** Keys for the header `x-api-key`, or `Authorization: Bearer` where a client can send only that. */
  apiKeys?: readonly ApiKey[] | undefined;
  /** Bearer tokens of an authorization server; needs `publicUrl`, which they are issued for. */
  oauth?: OAuthOptions | undefined;
  /**
   * Whom a gateway in front of the server has let in, where it tells in a way that no client can forge;
   * `null` for nobody. Asked before keys and tokens, but not at all with `oauth`: then tokens decide.
   */
  frontDoor?: ((request: Request) => Caller | null) | undefined;
}
