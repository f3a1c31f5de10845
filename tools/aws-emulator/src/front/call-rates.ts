import type { ServiceName } from '../services/service.ts';

/**
 * Calls per second, account and region.
 *
 * Source: "CloudWatch Logs quotas"; FilterLogEvents: https://repost.aws/knowledge-center/cloudwatch-logs-throttling
 */
const PER_SECOND: Readonly<Record<string, number>> = {
  'logs FilterLogEvents': 5,
  'logs StartQuery': 10,
  'logs GetQueryResults': 10,
  'logs DescribeLogGroups': 10,
  'logs DescribeLogStreams': 25,
  'logs CreateLogGroup': 10,
  'logs CreateLogStream': 50,
  'logs PutLogEvents': 800,
};

export interface RatedCall {
  service: ServiceName;
  operation: string;
  accountId: string;
  region: string;
  nowMs: number;
}

export interface CallRates {
  /** Takes one call from the quota; false when it is used up. A refused call takes nothing. */
  take(call: RatedCall): boolean;
}

/** Buckets that hold a second's worth of calls and fill up evenly. */
export function createCallRates(): CallRates {
  const buckets = new Map<string, { tokens: number; filledAtMs: number }>();
  return {
    take({ service, operation, accountId, region, nowMs }) {
      const perSecond = PER_SECOND[`${service} ${operation}`];
      if (perSecond === undefined) return true;
      const key = `${accountId} ${region} ${service} ${operation}`;
      const bucket = buckets.get(key) ?? { tokens: perSecond, filledAtMs: nowMs };
      const refill = ((nowMs - bucket.filledAtMs) / 1000) * perSecond;
      bucket.tokens = Math.min(perSecond, bucket.tokens + Math.max(0, refill));
      bucket.filledAtMs = nowMs;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
  };
}
