import type { BillReader } from './bill/billed-usage.ts';
import { compareBill } from './bill/compare-bill.ts';
import { SpendError } from './errors.ts';
import type { Bill } from './model/bill.ts';
import type { Progress } from './model/log-batch.ts';
import type { Query } from './model/query.ts';
import type { Report } from './model/report.ts';
import type { PriceBook } from './price/price-book.ts';
import { resolveQuery } from './query/resolve-query.ts';
import { createReport } from './report.ts';
import type { LogSource } from './source/log-source.ts';

/**
 * What a bill needs beside its source and its query.
 *
 * @example
 * const options: BillOptions = { reader: costExplorerReader(), now: new Date() };
 */
export interface BillOptions {
  /** Reads what AWS billed. */
  reader: BillReader;
  /** What calls cost, for the estimate. Default: the price list that comes with the library. */
  prices?: PriceBook | undefined;
  /** Stops reading; the bill is then rejected with `CANCELLED`. */
  signal?: AbortSignal | undefined;
  /** Called while logs are read. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Decides what today is. Default: the clock. */
  now?: Date | undefined;
}

/**
 * What AWS billed for Bedrock by day, beside the estimate from the logs (none without a source). Days are
 * UTC days, as Cost Explorer's are, whatever the time zone of the query. Accounts and regions filter
 * both; the bill knows no other filter. Where the logs cannot be read, the bill, which is paid for by
 * then, comes without an estimate: `estimateProblem` says why.
 *
 * @throws SpendError `INVALID_QUERY`, `CANCELLED`, and what the reader throws.
 * @example
 * const bill = await createBill(source, { days: 14 }, { reader: costExplorerReader() });
 * console.log(bill.totals.final.differencePercent);
 */
export async function createBill(
  source: LogSource | readonly LogSource[] | null,
  query: Query,
  options: BillOptions,
): Promise<Bill> {
  const { reader, signal, now = new Date() } = options;
  refuseFilters(query);
  const inUtc: Query = { ...query, timeZone: 'UTC', groupBy: ['day'] };
  const { window, accounts, regions } = await resolveQuery(inUtc, { now });
  const { since, until } = window;
  // Before the logs, which take longer: what is refused is told at once.
  const billed = await reader.read({ since, until, accounts, regions, now, signal });
  const estimate = await estimateOf(source, inUtc, { ...options, now });
  return compareBill({ billed, ...estimate, window, accounts, regions, now });
}

async function estimateOf(
  source: LogSource | readonly LogSource[] | null,
  query: Query,
  options: BillOptions,
): Promise<{ report: Report | null; problem: string | null }> {
  if (source === null) return { report: null, problem: null };
  try {
    return { report: await createReport(source, query, options), problem: null };
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    return { report: null, problem: error.message };
  }
}

function refuseFilters({ where = [], groupBy = [] }: Query): void {
  if (where.length === 0 && groupBy.length === 0) return;
  throw new SpendError(
    'INVALID_QUERY',
    'A bill is by day, service and usage type, of accounts and regions: leave out groupBy and where.',
  );
}
