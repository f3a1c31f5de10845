import type { Context, MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import { boundedBody, type BodyEnd } from '../http/bounded-body.ts';
import type { Metrics, Route } from './metrics.ts';
import type { OpenAnswers } from './open-answers.ts';
import { requestContext } from './request-context.ts';
import type { RequestFacts } from './request-facts.ts';
import { requestIdHeader, requestIdOf } from './request-id.ts';

export interface WatchOptions {
  logger: Logger;
  metrics: Metrics;
  answers: OpenAnswers;
  routeOf: (path: string) => Route;
  /** Most bytes of a stream that wait for its reader. */
  maxWaitingBytes: number;
  /** A stream that breaks off is seen to have broken, where what runs the server can make it so. */
  isBreakShown?: boolean | undefined;
  nowMs: () => number;
}

/** What the handlers of a request tell of it, and learn of who calls. */
export type Watched = { Variables: { facts: RequestFacts; caller: Caller } };

/** Tells more of a request to its log line and the metrics. */
export function addFacts(context: Context<Watched>, facts: RequestFacts): void {
  context.set('facts', { ...context.get('facts'), ...facts });
}

/**
 * Names each request, and when its answer has ended, writes one line of log and counts it: names and
 * figures, nothing of what was asked.
 */
export function watchRequests(options: WatchOptions): MiddlewareHandler<Watched> {
  return async (context, next) => {
    const startMs = options.nowMs();
    const { method, path, raw } = context.req;
    const request = { requestId: requestIdOf(raw), method, route: options.routeOf(path), startMs };
    const isCall = request.route === 'mcp' && method === 'POST';
    const release = isCall ? options.answers.opened() : () => {};
    try {
      await requestContext.run(
        { ...requestContext.getStore(), requestId: request.requestId },
        next,
      );
    } finally {
      // What listens for changes is never answered, and nobody waits for it to end.
      if (context.get('facts')?.rpc === 'subscriptions/listen') release();
    }
    const onEnd = (end: BodyEnd, bytes: number | undefined): void => {
      release();
      report(context, request, { end, bytes, options });
    };
    context.res = watchedResponse(context.res, { ...options, onEnd });
    context.res.headers.set(requestIdHeader, request.requestId);
    countForm(context, request, options.metrics);
  };
}

/** A stream is followed to its end; any other answer is whole by now. */
function watchedResponse(
  response: Response,
  {
    maxWaitingBytes,
    isBreakShown,
    onEnd,
  }: Pick<WatchOptions, 'maxWaitingBytes' | 'isBreakShown'> & {
    onEnd: (end: BodyEnd, bytes: number | undefined) => void;
  },
): Response {
  if (response.body !== null && isStream(response)) {
    const body = boundedBody(response.body, { maxWaitingBytes, isBreakShown, onEnd });
    return new Response(body, response);
  }
  const length = response.headers.get('content-length');
  onEnd('complete', length === null ? undefined : Number(length));
  return response;
}

interface WatchedRequest {
  requestId: string;
  method: string;
  route: Route;
  startMs: number;
}

function report(
  context: Context<Watched>,
  { requestId, method, route, startMs }: WatchedRequest,
  { end, bytes, options }: { end: BodyEnd; bytes: number | undefined; options: WatchOptions },
): void {
  const { logger, metrics, nowMs } = options;
  const { status } = context.res;
  const durationMs = Math.round(nowMs() - startMs);
  const facts = context.get('facts');
  const line = {
    requestId,
    method: method.slice(0, 16),
    path: context.req.path.slice(0, 100),
    ...facts,
    status,
    durationMs,
    ...(bytes !== undefined && { bytes }),
    ...(end !== 'complete' && { [end]: true }),
  };
  logger[levelOf(status, route)](line, 'request');
  metrics.requestEnded({ route, method, status, durationMs });
  if (facts?.refused !== undefined) metrics.refused(facts.refused);
  if (end === 'cut') metrics.streamCut();
}

function levelOf(status: number, route: Route): 'debug' | 'info' | 'warn' | 'error' {
  if (status >= 500) return status === 503 ? 'warn' : 'error';
  if (status >= 400) return 'warn';
  // Load balancers and scrapers ask all the time.
  return route === 'mcp' || route === 'other' ? 'info' : 'debug';
}

function countForm({ req, res }: Context, { method, route }: WatchedRequest, metrics: Metrics) {
  if (route !== 'mcp' || res.status !== 200) return;
  if (method === 'POST') metrics.answered(isStream(res) ? 'stream' : 'json');
  if (method === 'GET' && req.header('last-event-id') !== undefined) metrics.streamResumed();
}

function isStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') === true;
}
