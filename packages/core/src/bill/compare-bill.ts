import { Big } from 'big.js';

import { billDaysBetween } from './bill-days.ts';
import type { BilledDay, BilledUsage } from './billed-usage.ts';
import { billTotals } from './bill-totals.ts';
import { differenceOf } from './difference-of.ts';
import type { Bill, BillDay } from '../model/bill.ts';
import type { Window } from '../model/query.ts';
import type { Report, SectionRow } from '../model/report.ts';

export interface CompareOptions {
  billed: BilledUsage;
  /** By day, in UTC; `null` without an estimate. */
  report: Report | null;
  /** Why there is no estimate though one was asked for. */
  problem: string | null;
  window: Pick<Window, 'since' | 'until' | 'days'>;
  accounts: readonly string[];
  regions: readonly string[];
  now: Date;
}

const dayMs = 86_400_000;
/** Dollars for each request: https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/ */
const usdPerRequest = '0.01';

/** The bill beside the estimate, day by day. */
export function compareBill(options: CompareOptions): Bill {
  const { billed, report, problem, window, accounts, regions } = options;
  const days = compareDays(options);
  const lines = billed.days.flatMap((day) =>
    day.lines.map((line) => ({ date: day.date, ...line })),
  );
  const adjustments = billed.days.flatMap((day) =>
    day.adjustments.map((adjustment) => ({ date: day.date, ...adjustment })),
  );
  return {
    schemaVersion: '1.0',
    currency: 'USD',
    window: { since: window.since, until: window.until, days: window.days },
    timeZone: 'UTC',
    accounts: [...accounts],
    regions: [...regions],
    services: billed.services.map((name) => ({
      name,
      billedUsd: sumUsd(lines.filter(({ service }) => service === name)),
    })),
    days,
    totals: { ...billTotals(days), adjustmentsUsd: sumUsd(adjustments) },
    lines,
    adjustments,
    estimate: report === null ? null : estimateOf(report),
    estimateProblem: problem,
    queryCost: queryCostOf(billed),
  };
}

function compareDays({ billed, report, window, now }: CompareOptions): BillDay[] {
  const billedDays = new Map(billed.days.map((day) => [day.date, day]));
  const estimates = new Map((report?.sections['byDay'] ?? []).map((row) => [row.key, row]));
  const yesterday = new Date(now.getTime() - dayMs).toISOString().slice(0, 10);
  return billDaysBetween(window.since, window.until).map((date) =>
    compareDay(date, {
      day: billedDays.get(date) ?? null,
      estimate: report === null ? null : (estimates.get(date) ?? noUsage),
      isYoung: date >= yesterday,
    }),
  );
}

type Estimate = Pick<SectionRow, 'costUsd' | 'costStatus'>;

const noUsage: Estimate = { costUsd: '0', costStatus: 'complete' };

interface DaySides {
  day: BilledDay | null;
  estimate: Estimate | null;
  /** Today or yesterday: hardly any of it is on the bill. */
  isYoung: boolean;
}

function compareDay(date: string, { day, estimate, isYoung }: DaySides): BillDay {
  const isPending = day === null || day.isEstimated || isYoung;
  // A day that is on its way without a line yet has not cost 0.
  const billedUsd =
    day === null || (isPending && day.lines.length === 0) ? null : sumUsd(day.lines);
  const estimatedUsd =
    estimate === null || estimate.costStatus === 'unpriced' ? null : estimate.costUsd;
  return {
    date,
    status: isPending ? 'pending' : statusOf(day, estimate),
    billedUsd,
    estimatedUsd,
    estimateStatus: estimate?.costStatus ?? null,
    ...differenceOf(isYoung ? { billedUsd: null, estimatedUsd } : { billedUsd, estimatedUsd }),
  };
}

function statusOf({ lines }: BilledDay, estimate: Estimate | null): BillDay['status'] {
  const isEstimated = estimate !== null && !new Big(estimate.costUsd).eq(0);
  return lines.length === 0 && isEstimated ? 'estimated-only' : 'billed';
}

function estimateOf({ totals, ...report }: Report): Bill['estimate'] {
  const { costUsd, costStatus, requests, unpricedRequests } = totals;
  const { sources, unpriced, assumptions, rejected, partial, queryCost } = report;
  return {
    costUsd,
    costStatus,
    requests,
    unpricedRequests,
    sources,
    unpriced,
    assumptions,
    rejected,
    partial,
    queryCost,
  };
}

function queryCostOf({ requests, cachedDays }: BilledUsage): Bill['queryCost'] {
  const asked = `${requests} ${requests === 1 ? 'request' : 'requests'} to Cost Explorer`;
  const kept = cachedDays === 0 ? '' : `, ${cachedDays} days from the cache`;
  return { costUsd: new Big(usdPerRequest).times(requests).toFixed(), basis: asked + kept };
}

function sumUsd(parts: readonly { billedUsd: string }[]): string {
  return parts.reduce((sum, { billedUsd }) => sum.plus(billedUsd), new Big(0)).toFixed();
}
