import type { CostExplorerClient, Expression } from '@aws-sdk/client-cost-explorer';

import { createQuestions } from './ask-cost-explorer.ts';
import { billDaysBetween, dayAfter, isFinal, lastBilledDay } from './bill-days.ts';
import type { BilledDay, BilledUsage, BillRequest } from './billed-usage.ts';
import { billedDays } from './billed-days.ts';
import { createKeptDays, type BillDayStore } from './kept-days.ts';

export interface ReadBillOptions extends BillRequest {
  costExplorer(): Promise<CostExplorerClient>;
  /** Account of the credentials. */
  accountId: string;
  profile?: string | undefined;
  /** Where days that do not change any more are kept; `null`: nowhere. */
  cache: BillDayStore | null;
}

/**
 * What AWS billed for Bedrock by day, service and usage type. Services are found by listing: whatever has
 * Bedrock in its name counts, and nothing of it is left out. Asks only for the days that are not kept.
 */
export async function readBill(options: ReadBillOptions): Promise<BilledUsage> {
  const { since, now, cache } = options;
  const until = [options.until, lastBilledDay(now)].sort()[0] ?? options.until;
  const dates = billDaysBetween(since, until);
  const kept = createKeptDays(cache, options);
  const keptDays = await kept.get(dates);
  const missing = dates.filter((date) => !keptDays.has(date));
  const read = await readDays(missing, options);
  // Only with figures does AWS say whether it may still change them.
  if (read.services.length > 0) {
    await kept.put(
      read.days.filter((day) => isFinal(day, now)),
      read.services,
    );
  }
  const days = [...[...keptDays.values()].map(({ day }) => day), ...read.days];
  const services = [...[...keptDays.values()].flatMap((one) => one.services), ...read.services];
  return {
    services: [...new Set(services)].sort(),
    days: days.sort((one, other) => (one.date < other.date ? -1 : 1)),
    requests: read.requests,
    cachedDays: keptDays.size,
  };
}

interface Read {
  services: string[];
  days: BilledDay[];
  requests: number;
}

/** One question for all of the days costs as much as one for a single day. */
async function readDays(dates: readonly string[], options: ReadBillOptions): Promise<Read> {
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return { services: [], days: [], requests: 0 };
  const { accountId, profile, signal, now, beforeRequest } = options;
  const ask = await createQuestions({
    client: await options.costExplorer(),
    accountId,
    profile,
    signal,
    beforeRequest,
    start: first,
    end: dayAfter(last),
  });
  const asked = new Set(dates);
  const scope = scopeOf(options);
  const services = (await ask.services(all(scope))).filter((name) => /bedrock/i.test(name));
  if (services.length === 0) {
    const days = dates.map((date) => ({ date, isEstimated: true, lines: [], adjustments: [] }));
    return {
      services,
      days: days.map((day) => ({
        ...day,
        isEstimated: !isFinal({ ...day, isEstimated: false }, now),
      })),
      requests: ask.requests(),
    };
  }
  const ofServices = [...scope, oneOf('SERVICE', services)];
  const usage = oneOf('RECORD_TYPE', ['Usage']);
  const used = await ask.days({
    filter: { And: [...ofServices, usage] },
    groupBy: ['SERVICE', 'USAGE_TYPE'],
  });
  const adjusted = await ask.days({
    filter: { And: [...ofServices, { Not: usage }] },
    groupBy: ['SERVICE', 'RECORD_TYPE'],
  });
  const days = billedDays(used, adjusted).filter(({ date }) => asked.has(date));
  return { services, days, requests: ask.requests() };
}

function scopeOf({ accounts, regions }: BillRequest): Expression[] {
  return [
    ...(accounts.length === 0 ? [] : [oneOf('LINKED_ACCOUNT', accounts)]),
    ...(regions.length === 0 ? [] : [oneOf('REGION', regions)]),
  ];
}

function oneOf(
  Key: 'SERVICE' | 'RECORD_TYPE' | 'LINKED_ACCOUNT' | 'REGION',
  values: readonly string[],
): Expression {
  return { Dimensions: { Key, Values: [...values], MatchOptions: ['EQUALS'] } };
}

/** Cost Explorer refuses an And of less than two. */
function all(parts: readonly Expression[]): Expression | undefined {
  return parts.length > 1 ? { And: [...parts] } : parts[0];
}
