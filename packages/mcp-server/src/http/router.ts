import { Hono } from 'hono';

import type { Access } from '../access/access.ts';
import { allowBrowsers } from '../access/allow-browsers.ts';
import { askWhoCalls } from '../access/ask-who-calls.ts';
import type { Caller } from '../access/caller.ts';
import { refuseForeign, type ForeignOptions } from '../access/refuse-foreign.ts';
import { securityHeaders } from '../access/security-headers.ts';
import { faultOf } from '../catalog/fault-of.ts';
import type { Metrics, Route } from '../operation/metrics.ts';
import type { ReadinessReport } from '../operation/readiness.ts';
import {
  addFacts,
  watchRequests,
  type Watched,
  type WatchOptions,
} from '../operation/watch-requests.ts';
import { serverInfo } from '../server-info.ts';
import { jsonRpcError } from './json-rpc-error.ts';
import type { McpAnswer } from './mcp-endpoint.ts';
import { refusals } from './refusals.ts';

export interface RouterOptions extends Omit<WatchOptions, 'routeOf'> {
  /** Paths of the MCP endpoint. */
  paths: readonly string[];
  access: Access;
  foreign: Pick<ForeignOptions, 'allowedHosts' | 'allowedOrigins' | 'isAddressedHere'>;
  /** Default ours; a test may put one in its place that refuses nobody. */
  refuseForeign?: typeof refuseForeign | undefined;
  metrics: Metrics;
  readiness: () => Promise<ReadinessReport>;
  /** True once the server is about to stop. */
  isLeaving: () => boolean;
  answer: (request: Request, caller: Caller) => Promise<McpAnswer>;
}

const wellKnown = '/.well-known/oauth-protected-resource';

/** Which request goes where, and what it passes before. */
export function createRouter(options: RouterOptions): Hono<Watched> {
  const { access, answer, logger, metrics, paths } = options;
  const router = new Hono<Watched>();

  router.use(watchRequests({ ...options, routeOf: (path) => routeOf(path, paths) }));
  router.use(async (context, next) => {
    await next();
    // The next request takes a new connection, which a load balancer opens elsewhere.
    if (options.isLeaving()) context.res.headers.set('Connection', 'close');
  });
  router.use(securityHeaders);
  router.use(
    (options.refuseForeign ?? refuseForeign)({
      ...options.foreign,
      // An open server is reached by this machine alone, which knows its name.
      pathsOfAnyHost: access.isOpen ? [] : ['/healthz', '/readyz'],
      onRefused: (refused, context) => addFacts(context, { refused }),
    }),
  );
  router.use(allowBrowsers());

  router.get('/healthz', (context) =>
    context.json({ status: 'ok', name: serverInfo.name, version: serverInfo.version }),
  );
  router.get('/readyz', async (context) => {
    const report = await options.readiness();
    return context.json(report, report.status === 'ok' ? 200 : 503);
  });
  for (const place of [wellKnown, `${wellKnown}/*`]) {
    router.get(place, async ({ req, notFound }) => access.wellKnown(req.raw) ?? notFound());
  }

  // Anything else is not there, whoever asks: clients look for metadata of authorization servers, too.
  for (const path of ['/metrics', ...paths]) router.use(path, askWhoCalls(access));
  router.get('/metrics', async (context) => {
    const text = await metrics.text();
    if (text === null) return jsonRpcError(refusals.metricsElsewhere);
    return context.body(text.body, 200, { 'Content-Type': text.contentType });
  });
  for (const path of paths) {
    router.all(path, async (context) => {
      const { response, facts } = await answer(context.req.raw, context.get('caller'));
      addFacts(context, facts);
      return response;
    });
  }
  router.notFound(() => jsonRpcError(refusals.nothingHere(paths[0] ?? '/')));
  router.onError((error) => {
    logger.error({ fault: faultOf(error) }, 'a request failed through a bug');
    return jsonRpcError(refusals.fault);
  });
  return router;
}

const routes: Readonly<Record<string, Route>> = {
  '/healthz': 'healthz',
  '/readyz': 'readyz',
  '/metrics': 'metrics',
};

function routeOf(path: string, paths: readonly string[]): Route {
  if (paths.includes(path)) return 'mcp';
  return path.startsWith(wellKnown) ? 'well-known' : (routes[path] ?? 'other');
}
