import type { Context, MiddlewareHandler } from 'hono';

import { jsonRpcError } from '../http/json-rpc-error.ts';
import { refusals } from '../http/refusals.ts';
import { hostList, hostOf } from './host-list.ts';
import { isLoopbackName } from './loopback.ts';
import { originList } from './origin-list.ts';

export interface ForeignOptions {
  /** Hosts, `name` or `name:port`, that requests may be addressed to, besides those of loopback. */
  allowedHosts: readonly string[];
  /** Origins or hosts of web pages whose scripts may call, besides those of loopback. */
  allowedOrigins: readonly string[];
  /** Paths that any Host may be used for: load balancers ask by address. */
  pathsOfAnyHost?: readonly string[] | undefined;
  /** True for requests that cannot have come under another's name, whatever their Host says. */
  isAddressedHere?: ((request: Request) => boolean) | undefined;
  /** Told what was wrong with a request that is refused. */
  onRefused?: ((reason: 'host' | 'origin', context: Context) => void) | undefined;
}

/**
 * Answers 403 to requests of web pages from elsewhere (Origin) and to those that reached us under a
 * name that is not ours (Host, as in DNS rebinding), before any of the body is read. Programs that
 * are no browsers send no Origin.
 *
 * @throws SpendError `INVALID_CONFIG` for lists with anything but names.
 */
export function refuseForeign(options: ForeignOptions): MiddlewareHandler {
  const isListedHost = hostList(options.allowedHosts);
  const isAllowedOrigin = originList(options.allowedOrigins);
  const anyHost = new Set(options.pathsOfAnyHost);
  return async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host;
    const isAnyHost = anyHost.has(context.req.path) || options.isAddressedHere?.(context.req.raw);
    if (isAnyHost !== true && !isOurs(host)) {
      options.onRefused?.('host', context);
      return jsonRpcError(refusals.foreignHost);
    }
    const origin = context.req.header('origin');
    if (origin !== undefined && !isAllowedOrigin(origin)) {
      options.onRefused?.('origin', context);
      return jsonRpcError(refusals.foreignOrigin);
    }
    return next();
  };

  function isOurs(text: string): boolean {
    const host = hostOf(text);
    return host !== null && (isLoopbackName(host.hostname) || isListedHost(host));
  }
}
