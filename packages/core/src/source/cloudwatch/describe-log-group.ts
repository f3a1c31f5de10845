import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';

import { callOptions } from '../../aws/ask-aws.ts';
import { withRetries } from '../../aws/with-retries.ts';
import { SpendError } from '../../errors.ts';
import type { EngineContext } from './engine-context.ts';

/** What AWS tells of a log group. */
export interface LogGroupFacts {
  exists: boolean;
  /** False for classes whose events have no discovered fields. */
  hasFields: boolean;
  /** Nothing older can be in it; milliseconds since 1970-01-01 UTC. */
  oldestMs: number;
  /** Compressed; AWS counts it with a delay. */
  storedBytes: number;
}

const dayMs = 86_400_000;

/**
 * Asks for a log group, which is free. `null` where that is not allowed: reading it may be, and does
 * without.
 */
export async function describeLogGroup(context: EngineContext): Promise<LogGroupFacts | null> {
  const { logs, accountId, region, logGroup, signal, wait, now } = context;
  const { DescribeLogGroupsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  let nextToken: string | undefined;
  try {
    do {
      const command = new DescribeLogGroupsCommand({
        logGroupNamePrefix: logGroup,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      const answer = await withRetries(() => logs.send(command, callOptions(signal)), {
        call: { action: 'logs:DescribeLogGroups', accountId, region, logGroup },
        signal,
        wait,
      });
      const found = answer.logGroups?.find(({ logGroupName }) => logGroupName === logGroup);
      if (found !== undefined) return factsOf(found, now().getTime());
      // Names come in order, and the name itself is the first of those that it begins.
      nextToken = answer.logGroups?.length === 0 ? answer.nextToken : undefined;
    } while (nextToken !== undefined);
  } catch (error) {
    if (SpendError.isInstance(error) && error.code === 'ACCESS_DENIED') return null;
    throw error;
  }
  return { exists: false, hasFields: true, oldestMs: 0, storedBytes: 0 };
}

function factsOf(
  { logGroupClass, creationTime = 0, retentionInDays, storedBytes = 0 }: LogGroup,
  nowMs: number,
): LogGroupFacts {
  const keptSinceMs = retentionInDays === undefined ? 0 : nowMs - retentionInDays * dayMs;
  return {
    exists: true,
    hasFields: logGroupClass === undefined || logGroupClass === 'STANDARD',
    oldestMs: Math.max(creationTime, keptSinceMs),
    storedBytes,
  };
}
