import { cancelledCall } from '../../../aws/aws-error.ts';
import { withRetries } from '../../../aws/with-retries.ts';
import type { EngineContext } from '../engine-context.ts';
import { insightsCall } from './insights-call.ts';
import type { AskedQuery } from './run-query.ts';
import { stopQuery } from './stop-query.ts';

/**
 * Starts a query and gives its id. Waits while as many queries run as AWS allows. Who gives up while
 * AWS is still answering is let go at once; what has started nevertheless is stopped.
 */
export async function startQuery(context: EngineContext, query: AskedQuery): Promise<string> {
  const { signal } = context;
  const call = insightsCall(context, 'logs:StartQuery');
  if (signal?.aborted === true) throw cancelledCall(call, signal.reason);
  const starting = start(context, query);
  if (signal === undefined) return starting;
  const { promise: gaveUp, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(cancelledCall(call, signal.reason));
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([starting, gaveUp]);
  } catch (error) {
    if (signal.aborted) stopWhenStarted(context, starting);
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

async function start(
  context: EngineContext,
  { text, range, maximumRows }: AskedQuery,
): Promise<string> {
  const { logs, logGroup, signal, wait } = context;
  const { StartQueryCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const command = new StartQueryCommand({
    logGroupName: logGroup,
    queryString: text,
    startTime: Math.floor(range.startMs / 1000),
    // AWS takes it for the first millisecond of that second, which is included. The text is exact.
    // https://github.com/aws/aws-sdk/issues/280
    endTime: Math.ceil(range.endMs / 1000),
    limit: maximumRows,
  });
  const call = insightsCall(context, 'logs:StartQuery');
  // Only waiting is broken off, and not the call itself: the id of what it has started would be lost.
  const { queryId } = await withRetries(
    async () => {
      if (signal?.aborted === true) throw cancelledCall(call, signal.reason);
      return logs.send(command);
    },
    { call, wait: (durationMs) => wait(durationMs, signal) },
  );
  return queryId ?? '';
}

function stopWhenStarted(context: EngineContext, starting: Promise<string>): void {
  void starting.then(
    (queryId) => stopQuery(context, queryId),
    () => undefined,
  );
}
