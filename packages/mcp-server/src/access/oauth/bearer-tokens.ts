import { scopes, type Caller, type Scope } from '../caller.ts';
import type { Challenge } from '../challenge.ts';
import { protectedResource } from '../protected-resource.ts';
import { callerOfToken } from './caller-of-token.ts';
import { issuerKeys } from './issuer-keys.ts';
import type { OAuthOptions } from './oauth-options.ts';
import { tokenVerifier, type TokenCheck, type VerifyToken } from './verify-token.ts';

export interface BearerTokensOptions extends OAuthOptions {
  /** The MCP endpoint as clients know it. */
  publicUrl: string;
  /** Paths of the endpoint. */
  paths: readonly string[];
  /** The present moment. */
  now: () => Date;
  /** Milliseconds on a clock that only goes forward. */
  nowMs: () => number;
  verifyToken?: VerifyToken | undefined;
}

/** The server's side of OAuth 2.1: checks tokens, and tells clients where to get them. */
export interface BearerTokens {
  readonly issuer: string;
  /** What tokens should be issued for. */
  readonly audience: string;
  callerOf(token: string): Promise<Caller | Exclude<TokenCheck, { outcome: 'valid' }>>;
  /** What a refusal at this path tells of how to get a token with these scopes. */
  challenge(path: string, needed: readonly Scope[]): Challenge;
  /** The metadata at this path (RFC 9728); `null` where there are none. */
  metadata(path: string): Record<string, unknown> | null;
}

export function bearerTokens(options: BearerTokensOptions): BearerTokens {
  const { issuer, audience, publicUrl, paths, scopePrefix = '', now } = options;
  const resource = protectedResource(publicUrl, paths);
  const verify =
    options.verifyToken ??
    tokenVerifier({
      issuer,
      audiences: [...resource.audiences, ...(audience === undefined ? [] : [audience])],
      keys: issuerKeys({ ...options, fetch: options.fetch ?? fetch }),
      now,
    });

  return {
    issuer,
    audience: audience ?? resource.chief,
    async callerOf(token) {
      const check = await verify(token);
      return check.outcome === 'valid' ? callerOfToken(check.claims, scopePrefix) : check;
    },
    challenge: (path, needed) => ({
      resource_metadata: resource.metadataUrl(path),
      scope: named(needed).join(' '),
    }),
    metadata(path) {
      const identifier = resource.resourceAt(path);
      if (identifier === null) return null;
      return {
        resource: identifier,
        authorization_servers: [issuer],
        scopes_supported: named(scopes),
        bearer_methods_supported: ['header'],
        resource_name: 'bedrock-spend',
      };
    },
  };

  function named(names: readonly Scope[]): string[] {
    return names.map((scope) => scopePrefix + scope);
  }
}
