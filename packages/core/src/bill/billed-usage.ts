import type { BillAdjustment, BilledLine } from '../model/bill.ts';

/**
 * What to ask of the bill.
 *
 * @example
 * const days = { since: '2026-11-01', until: '2026-11-07' };
 * const request: BillRequest = { ...days, accounts: [], regions: [], now: new Date() };
 */
export interface BillRequest {
  /** First day, `YYYY-MM-DD`, in UTC, inclusive. */
  since: string;
  /** Last day, inclusive. */
  until: string;
  /** Empty: all that the credentials may see. */
  accounts: readonly string[];
  /** Empty: all. */
  regions: readonly string[];
  now: Date;
  signal?: AbortSignal | undefined;
  /** Called before each request that costs money; what it throws ends the reading, before the request. */
  beforeRequest?: (() => Promise<void>) | undefined;
}

/**
 * A day of the bill as Cost Explorer tells it.
 *
 * @example
 * const isFinal = ({ isEstimated }: BilledDay) => !isEstimated;
 */
export interface BilledDay {
  /** `YYYY-MM-DD`, in UTC. */
  date: string;
  /** AWS may still change it. */
  isEstimated: boolean;
  lines: readonly Omit<BilledLine, 'date'>[];
  /** What is not usage: credits, refunds, taxes. */
  adjustments: readonly Omit<BillAdjustment, 'date'>[];
}

/**
 * What AWS has billed. Days without an entry are not on the bill yet.
 *
 * @example
 * const paid = ({ requests }: BilledUsage) => requests * 0.01; // dollars
 */
export interface BilledUsage {
  /** Every service with Bedrock in its name, sorted. */
  services: readonly string[];
  days: readonly BilledDay[];
  /** Paid requests that were made now; each page of an answer is one. */
  requests: number;
  /** Days that came from the cache. */
  cachedDays: number;
}

/**
 * Reads what AWS has billed.
 *
 * @throws SpendError that says what to do when the bill cannot be read.
 * @example
 * const reader: BillReader = costExplorerReader({ profile: 'billing' });
 * const bill = await createBill(null, { month: '2026-10' }, { reader });
 */
export interface BillReader {
  /** What was billed in the days of a window; asks, and pays, only for what is not kept. */
  read(request: BillRequest): Promise<BilledUsage>;
}
