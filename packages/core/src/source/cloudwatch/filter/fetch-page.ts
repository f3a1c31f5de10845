import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { AwsCall } from '../../../aws/aws-error.ts';
import { awsErrorName } from '../../../aws/aws-error-name.ts';
import { withRetries } from '../../../aws/with-retries.ts';
import type { EngineContext } from '../engine-context.ts';
import { restartSlice, type Slice } from './slice.ts';

/** What AWS answers to one call. */
export interface FetchedPage {
  events: readonly FilteredLogEvent[];
  nextToken: string | undefined;
  /** How long AWS took. */
  durationMs: number;
}

// Only records of calls are wanted, and only they cross the network.
const filterPattern = '{ $.schemaType = "ModelInvocationLog" }';

/**
 * Fetches the next page of a slice. A call that was throttled or broken off is made again with the
 * same token, so nothing is lost or doubled. A token that AWS no longer takes (it lives 24 hours) is
 * given up, and the slice goes on from the last event it has seen.
 */
export async function fetchPage(slice: Slice, context: FetchContext): Promise<FetchedPage> {
  try {
    return await requestPage(slice, context);
  } catch (error) {
    const isOldToken =
      slice.token !== undefined && awsErrorName(error) === 'InvalidParameterException';
    if (!isOldToken || !slice.hasProgress) throw error;
    slice.hasProgress = false;
    restartSlice(slice);
    return requestPage(slice, context);
  }
}

export interface FetchContext extends EngineContext {
  /** Milliseconds that never run backwards. */
  clock(): number;
}

async function requestPage(slice: Slice, context: FetchContext): Promise<FetchedPage> {
  const { logs, limiter, logGroup, wait, signal, clock } = context;
  const { FilterLogEventsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const { startMs, endMs } = slice.request;
  const command = new FilterLogEventsCommand({
    logGroupName: logGroup,
    startTime: startMs,
    // "Events with a timestamp later than this time are not returned": the end is read too, and dropped,
    // so that it does not matter whether it counts.
    endTime: endMs,
    filterPattern,
    nextToken: slice.token,
  });
  return withRetries(
    async () => {
      await limiter.start(signal);
      const startedMs = clock();
      const { events, nextToken } = await logs.send(
        command,
        signal === undefined ? {} : { abortSignal: signal },
      );
      return { events: events ?? [], nextToken, durationMs: clock() - startedMs };
    },
    { call: callOf(context), signal, wait },
  );
}

function callOf({ accountId, region, logGroup }: EngineContext): AwsCall {
  return { action: 'logs:FilterLogEvents', accountId, region, logGroup };
}
