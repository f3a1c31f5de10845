import type { Front } from './events/http-event.ts';
import type { InvocationContext } from './invocation.ts';

export interface TimeLeftOptions {
  context: InvocationContext;
  front: Front;
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

/** A clock that says how many milliseconds are left until Lambda or the front gives up. */
export function timeLeft(options: TimeLeftOptions): () => number {
  const { context, nowMs } = options;
  const frontMs = frontLimitMs(options);
  const startMs = nowMs();
  return () => Math.min(context.getRemainingTimeInMillis(), frontMs - (nowMs() - startMs));
}

function frontLimitMs({ front, isBuffered, isLimitGiven }: TimeLeftOptions): number {
  if (front === 'http-api') return httpApiMs;
  return front === 'rest-api' && isBuffered && !isLimitGiven ? restApiMs : Infinity;
}
