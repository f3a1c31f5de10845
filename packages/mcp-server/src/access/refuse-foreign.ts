import type { Context, MiddlewareHandler } from 'hono';

import { jsonRpcError } from '../http/json-rpc-error.ts';
import { refusals } from '../http/refusals.ts';
import { isLoopbackName } from './loopback.ts';

export interface ForeignOptions {
  /** Host names, without port, that requests may be addressed to, besides those of loopback. */
  allowedHosts: readonly string[];
  /** Host names of web pages whose scripts may call, besides those of loopback. */
  allowedOrigins: readonly string[];
  /** Told what was wrong with a request that is refused. */
  onRefused?: ((reason: 'host' | 'origin', context: Context) => void) | undefined;
}

/**
 * Answers 403 to requests of web pages from elsewhere (Origin) and to those that reached us under a
 * name that is not ours (Host, as in DNS rebinding), before any of the body is read. Programs that
 * are no browsers send no Origin.
 */
export function refuseForeign(options: ForeignOptions): MiddlewareHandler {
  const hosts = new Set(options.allowedHosts.map((name) => name.toLowerCase()));
  const origins = new Set(options.allowedOrigins.map((name) => name.toLowerCase()));
  return async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host;
    if (!isAllowed(hostnameOfHost(host), hosts)) {
      options.onRefused?.('host', context);
      return jsonRpcError(refusals.foreignHost);
    }
    const origin = context.req.header('origin');
    if (origin !== undefined && !isAllowed(hostnameOfOrigin(origin), origins)) {
      options.onRefused?.('origin', context);
      return jsonRpcError(refusals.foreignOrigin);
    }
    return next();
  };
}

function isAllowed(hostname: string | null, allowed: ReadonlySet<string>): boolean {
  return hostname !== null && (isLoopbackName(hostname) || allowed.has(hostname));
}

function hostnameOfHost(host: string): string | null {
  // A URL would take what follows these for a path, or what precedes them for a user.
  return /[/?#@\\\s]/.test(host) ? null : hostnameOf(`http://${host}`);
}

function hostnameOfOrigin(origin: string): string | null {
  return /^https?:\/\//i.test(origin) ? hostnameOf(origin) : null;
}

function hostnameOf(url: string): string | null {
  return URL.parse(url)?.hostname ?? null;
}
