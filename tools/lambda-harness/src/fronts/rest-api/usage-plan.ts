/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html */
export interface UsagePlan {
  /** How fast the bucket of each key fills up again. */
  ratePerSecond: number;
  /** How many requests the bucket holds. */
  burst: number;
  quota: {
    /** Requests of each key in a period. */
    limit: number;
    period: 'DAY' | 'WEEK' | 'MONTH';
  };
}

export interface UsageMeter {
  /** Counts a request of a key, or says why it may not be made. */
  count(keyId: string): 'counted' | 'throttled' | 'quotaExceeded';
}

interface Usage {
  tokens: number;
  filledMs: number;
  period: string;
  requests: number;
}

/** Counts the requests of each key against its own bucket and its own quota. */
export function createUsageMeter(plan: UsagePlan, now: () => number): UsageMeter {
  const usages = new Map<string, Usage>();
  return {
    count(keyId) {
      const nowMs = now();
      const usage = refilled(usages.get(keyId), plan, nowMs);
      usages.set(keyId, usage);
      if (usage.tokens < 1) return 'throttled';
      if (usage.requests >= plan.quota.limit) return 'quotaExceeded';
      usage.tokens -= 1;
      usage.requests += 1;
      return 'counted';
    },
  };
}

function refilled(usage: Usage | undefined, plan: UsagePlan, nowMs: number): Usage {
  const period = periodOf(plan.quota.period, nowMs);
  if (usage === undefined) return { tokens: plan.burst, filledMs: nowMs, period, requests: 0 };
  const gained = ((nowMs - usage.filledMs) / 1000) * plan.ratePerSecond;
  return {
    tokens: Math.min(plan.burst, usage.tokens + gained),
    filledMs: nowMs,
    period,
    requests: usage.period === period ? usage.requests : 0,
  };
}

/** Name of the period, in UTC; a week begins on Sunday. */
function periodOf(period: UsagePlan['quota']['period'], nowMs: number): string {
  const date = new Date(nowMs);
  if (period === 'WEEK') date.setUTCDate(date.getUTCDate() - date.getUTCDay());
  return date.toISOString().slice(0, period === 'MONTH' ? 7 : 10);
}
