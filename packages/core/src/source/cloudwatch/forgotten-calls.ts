import type { AwsPlace } from '../../aws/aws-access.ts';
import { findLogGroup } from '../../aws/log-groups.ts';
import type { PartialSource } from '../../model/report.ts';
import type { ReadRequest } from '../log-source.ts';

export interface ForgottenOptions {
  place: AwsPlace;
  logGroup: string;
  request: ReadRequest;
  now: Date;
}

const dayMs = 86_400_000;

/**
 * Says from when on calls can be read, where the window begins before; `null` where the log group keeps
 * its events for long enough, or is younger than that.
 */
export async function forgottenCalls(options: ForgottenOptions): Promise<PartialSource | null> {
  const { place, logGroup, request, now } = options;
  const { startMs, endMs } = request.query.window;
  // AWS keeps no events for less than a day.
  if (startMs >= now.getTime() - dayMs) return null;
  const group = await findLogGroup(place, logGroup, request.signal);
  const { retentionInDays, creationTime = 0 } = group ?? {};
  if (retentionInDays === undefined) return null;
  const keptSinceMs = now.getTime() - retentionInDays * dayMs;
  const isForgotten = startMs < keptSinceMs && creationTime < Math.min(keptSinceMs, endMs);
  if (!isForgotten) return null;
  const keptSince = new Date(keptSinceMs).toISOString().slice(0, 16);
  const { accountId, region } = place;
  return {
    origin: `${accountId} ${region} ${logGroup}`,
    reason: 'truncated',
    message: `The log group keeps events for ${retentionInDays} ${retentionInDays === 1 ? 'day' : 'days'}, so of calls before ${keptSince}Z only those are counted that an earlier report has kept: ask for later days, or set a longer retention for the days to come.`,
  };
}
