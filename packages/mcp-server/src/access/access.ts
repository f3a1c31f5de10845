import type { Logger } from 'pino';

import { jsonRpcError, type HttpError } from '../http/json-rpc-error.ts';
import type { AccessOptions } from './access-options.ts';
import { accessRefusals } from './access-refusals.ts';
import { localCaller, scopes, type Caller, type Scope } from './caller.ts';
import { challengeHeader, type Challenge } from './challenge.ts';
import { checkAccess } from './check-access.ts';
import { credentialsOf } from './credentials-of.ts';
import { apiKeyFinder, type FindApiKey } from './find-api-key.ts';
import { bearerTokens, type BearerTokens } from './oauth/bearer-tokens.ts';
import type { VerifyToken } from './oauth/verify-token.ts';
import { toolsCalled } from './tools-called.ts';

/** Finds out who calls. */
export interface Access {
  /** Nobody is asked who they are: only for what this machine alone reaches. */
  readonly isOpen: boolean;
  /** Who calls; else the answer 401, or 503 while the issuer of tokens cannot be asked. */
  authenticate(request: Request): Promise<Caller | Response>;
  /** The answer 403 to calls of tools that this caller may not call; `null` where it may. */
  refuseScope(caller: Caller, body: unknown, request: Request): Response | null;
  /** The metadata of this server as a resource (RFC 9728); `null` for anything else. */
  wellKnown(request: Request): Response | null;
}

export interface AccessPlace {
  /** The MCP endpoint as clients know it. */
  publicUrl: string | undefined;
  /** Paths of the endpoint. */
  paths: readonly string[];
  /** What a caller has to be allowed to call this tool; `undefined` for nothing, or no such tool. */
  scopeOf: (tool: string) => Scope | undefined;
  logger: Logger;
  /** The present moment. */
  now: () => Date;
  /** Milliseconds on a clock that only goes forward. */
  nowMs: () => number;
}

/** The guards inside, each to be replaced alone, so that a test can show what it is there for. */
export interface AccessGuards {
  findApiKey?: FindApiKey | undefined;
  verifyToken?: VerifyToken | undefined;
}

/**
 * Makes the access control of a server; without options it is open.
 *
 * @throws SpendError `INVALID_CONFIG` for options that would let in nobody, or the wrong ones.
 */
export function createAccess(
  options: AccessOptions | undefined,
  place: AccessPlace,
  guards: AccessGuards = {},
): Access {
  if (options === undefined) return openAccess;
  checkAccess(options, place.publicUrl);
  const { apiKeys = [], oauth } = options;
  const { publicUrl = '', logger } = place;
  const findApiKey = guards.findApiKey ?? apiKeyFinder(apiKeys);
  const tokens =
    oauth === undefined ? null : bearerTokens({ ...place, ...oauth, ...guards, publicUrl });
  const ways = { keys: apiKeys.length > 0, tokens: tokens !== null };
  // A key of the gateway's says less of who calls than a token does.
  const frontDoor = oauth === undefined ? options.frontDoor : undefined;

  return {
    isOpen: false,
    async authenticate(request) {
      const letIn = frontDoor?.(request) ?? null;
      if (letIn !== null) return letIn;
      if (!ways.keys && !ways.tokens) return nobodyNamed(request);
      const { apiKey, bearer } = credentialsOf(request);
      // Where no keys are known, the header is somebody else's, such as a gateway's.
      if (apiKey !== null && ways.keys) return findApiKey(apiKey) ?? unknownKey(request);
      if (bearer === null) return refuse(request, accessRefusals.nothingShown(ways));
      const holder = ways.keys ? findApiKey(bearer) : null;
      if (holder !== null) return holder;
      return tokens === null ? unknownKey(request) : callerOf(bearer, request, tokens);
    },
    refuseScope(caller, body, request) {
      for (const tool of toolsCalled(body)) {
        const scope = place.scopeOf(tool);
        if (scope === undefined || caller.scopes.includes(scope)) continue;
        // A new token replaces the old one: it has to allow what that did.
        const needed = scopes.filter((each) => each === scope || caller.scopes.includes(each));
        const refusal = accessRefusals.scopeMissing(tool, scope);
        return refuse(request, refusal, { error: 'insufficient_scope', needed });
      }
      return null;
    },
    wellKnown(request) {
      const metadata = tokens?.metadata(pathOf(request)) ?? null;
      return metadata === null ? null : Response.json(metadata);
    },
  };

  async function callerOf(token: string, request: Request, { callerOf, ...ours }: BearerTokens) {
    const found = await callerOf(token);
    if ('subject' in found) return found;
    if (found.outcome === 'unknown') {
      const fault = found.cause instanceof Error ? found.cause.message.slice(0, 200) : 'unknown';
      logger.error({ issuer: ours.issuer, fault }, 'the issuer of tokens cannot be asked');
      return jsonRpcError(accessRefusals.issuerUnreachable);
    }
    logger.warn({ fault: found.fault }, 'token refused');
    return refuse(request, accessRefusals.badToken(found.fault, ours), { error: 'invalid_token' });
  }

  /** Nobody but the front door could tell who calls, and it does not. */
  function nobodyNamed(request: Request): Response {
    logger.warn('the front door does not say who calls: let it require an API key or IAM');
    return refuse(request, accessRefusals.nobodyNamed);
  }

  function unknownKey(request: Request): Response {
    logger.warn('unknown API key refused');
    return refuse(request, accessRefusals.unknownKey(ways), { error: 'invalid_token' });
  }

  function refuse(
    request: Request,
    refusal: HttpError,
    { error, needed = scopes }: { error?: Challenge['error']; needed?: readonly Scope[] } = {},
  ): Response {
    const header = challengeHeader({
      ...(error !== undefined && { error, error_description: refusal.message }),
      ...tokens?.challenge(pathOf(request), needed),
    });
    return jsonRpcError({ ...refusal, headers: { 'WWW-Authenticate': header } });
  }
}

const openAccess: Access = {
  isOpen: true,
  authenticate: async () => localCaller,
  refuseScope: () => null,
  wellKnown: () => null,
};

function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}
