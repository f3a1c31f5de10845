import type { Front } from './events/http-event.ts';
import type { InvocationContext } from './invocation.ts';

export interface TimeLeftOptions {
  context: InvocationContext;
  front: Front;
  /** How long the front has waited for the function before, in milliseconds: for a start, that is. */
  waitedMs?: number | undefined;
  isBuffered: boolean;
  /** Whether the operator has said how long a call may take: then a limit of the front that can be raised was. */
  isLimitGiven: boolean;
  /** Milliseconds on a clock that only goes forward. */
  nowMs: () => number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html: not to be raised. */
const httpApiMs = 30_000;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html: to be raised. */
const restApiMs = 29_000;

/**
 * A connection in which nothing is sent for so long is closed; to be raised.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
const loadBalancerMs = 60_000;

/** A clock that says how many milliseconds are left until Lambda or the front gives up. */
export function timeLeft(options: TimeLeftOptions): () => number {
  const { context, nowMs } = options;
  const frontMs = frontLimitMs(options) - (options.waitedMs ?? 0);
  const startMs = nowMs();
  return () => Math.min(context.getRemainingTimeInMillis(), frontMs - (nowMs() - startMs));
}

/** More is no wait but another clock: a start takes no longer. */
const longestWaitMs = 20_000;

/** How long a front has waited that took a request at `takenMs`; clocks may differ, which counts as no time. */
export function waitedSince(takenMs: number | undefined, nowMs: number): number {
  const waitedMs = nowMs - (takenMs ?? nowMs);
  return waitedMs > 0 && waitedMs <= longestWaitMs ? waitedMs : 0;
}

function frontLimitMs({ front, isBuffered, isLimitGiven }: TimeLeftOptions): number {
  if (front === 'http-api') return httpApiMs;
  if (isLimitGiven) return Infinity;
  if (front === 'load-balancer') return loadBalancerMs;
  return front === 'rest-api' && isBuffered ? restApiMs : Infinity;
}
