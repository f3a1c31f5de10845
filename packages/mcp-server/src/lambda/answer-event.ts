import type { Logger } from 'pino';

import { jsonRpcError } from '../http/json-rpc-error.ts';
import { requestContext } from '../operation/request-context.ts';
import { requestIdHeader } from '../operation/request-id.ts';
import { eventRequest } from './events/event-request.ts';
import type { HttpEvent } from './events/http-event.ts';
import { readEvent } from './events/read-event.ts';
import { currentInvocation, type InvocationContext } from './invocation.ts';
import { lambdaRefusals } from './lambda-refusals.ts';
import type { LambdaServer } from './lambda-server.ts';
import { timeLeft, waitedSince } from './time-left.ts';

export interface AnswerEventOptions<Result> {
  server: LambdaServer;
  event: unknown;
  context: InvocationContext;
  /** The answer goes back in one piece. */
  isBuffered: boolean;
  /** Sends the answer. */
  deliver: (answer: EventAnswer) => Promise<Result>;
}

/** What is sent, and what is known of what it answers. */
export interface EventAnswer {
  response: Response;
  /** `null` where the event was no request. */
  event: HttpEvent | null;
  /** Aborts shortly before Lambda or the front gives up. */
  deadline: AbortSignal;
  requestId: string;
  logger: Logger;
}

/** A call is given up so long before the end, in milliseconds, that its answer still gets out. */
const answerMs = 1000;
/** An answer that has no end by then, in milliseconds before the end, is ended. */
const endMs = 300;

/** Answers one invocation, in the log under the id that Lambda gives it. */
export async function answerEvent<Result>(options: AnswerEventOptions<Result>): Promise<Result> {
  const { server, context, isBuffered } = options;
  const requestId = context.awsRequestId;
  const event = eventOf(options);
  const gatewayRequestId = event?.gatewayRequestId;
  const hasOtherId = gatewayRequestId !== undefined && gatewayRequestId !== requestId;
  const names = { requestId, ...(hasOtherId && { gatewayRequestId }) };
  return requestContext.run(names, async () => {
    const opened = await server.app();
    const left = timeLeft({
      context,
      front: event?.front ?? 'function-url',
      waitedMs: waitedSince(event?.takenMs, Date.now()),
      isBuffered,
      isLimitGiven: opened?.isLimitGiven ?? false,
      nowMs: () => performance.now(),
    });
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), Math.max(left() - endMs, 0));
    const work = new Set<Promise<unknown>>();
    try {
      return await currentInvocation.run(
        { timeLeftMs: () => left() - answerMs, work },
        async () => {
          const answer = await answerUntil(end.signal);
          return options.deliver({ ...answer, event, requestId, logger: server.logger });
        },
      );
    } finally {
      // Frozen, a cancelled call could not stop what it has begun at AWS, which goes on to cost money.
      await unlessLate(end.signal, Promise.allSettled(work));
      clearTimeout(timer);
      opened?.flushMetrics();
    }

    async function answerUntil(deadline: AbortSignal): Promise<TimedAnswer> {
      const request = event === null ? null : requestOf(event, deadline);
      if (event === null || request === null) return { response: unknownEvent(options), deadline };
      if (opened === null) {
        return { response: jsonRpcError(lambdaRefusals.notStarted(requestId)), deadline };
      }
      request.headers.set(requestIdHeader, requestId);
      server.frontDoor.remember(request, event);
      return within(deadline, opened.app.fetch(request));
    }
  });
}

type TimedAnswer = Pick<EventAnswer, 'response' | 'deadline'>;

async function within(deadline: AbortSignal, answering: Promise<Response>): Promise<TimedAnswer> {
  const response = await unlessLate(deadline, answering);
  if (response !== null) return { response, deadline };
  // Short as it is, this one gets out in what is left.
  return {
    response: jsonRpcError(lambdaRefusals.outOfTime),
    deadline: new AbortController().signal,
  };
}

/** `null` where it takes longer than there is time. */
async function unlessLate<Result>(
  deadline: AbortSignal,
  pending: Promise<Result>,
): Promise<Result | null> {
  if (deadline.aborted) return null;
  const late = Promise.withResolvers<null>();
  const onLate = (): void => late.resolve(null);
  deadline.addEventListener('abort', onLate);
  try {
    return await Promise.race([pending, late.promise]);
  } finally {
    deadline.removeEventListener('abort', onLate);
  }
}

/** Of an event that is no request, `null`; so is one that looks like a request and lacks half of it. */
function eventOf({ server, event }: AnswerEventOptions<unknown>): HttpEvent | null {
  try {
    return readEvent(event, server.basePath);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function requestOf(event: HttpEvent, signal: AbortSignal): Request | null {
  try {
    return eventRequest(event, signal);
  } catch {
    return null;
  }
}

function unknownEvent({ server, event }: AnswerEventOptions<unknown>): Response {
  const keys = typeof event === 'object' && event !== null ? Object.keys(event) : [];
  const { message } = lambdaRefusals.noHttp;
  // Names alone tell what has sent it.
  server.logger.error({ eventKeys: keys.slice(0, 10).map((key) => key.slice(0, 40)) }, message);
  return jsonRpcError(lambdaRefusals.noHttp);
}
