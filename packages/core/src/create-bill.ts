import type { BillReader } from './bill/billed-usage.ts';
import { compareBill, type CompareOptions } from './bill/compare-bill.ts';
import { SpendError } from './errors.ts';
import type { Bill } from './model/bill.ts';
import type { Progress } from './model/log-batch.ts';
import type { Query, ResolvedQuery } from './model/query.ts';
import type { Report } from './model/report.ts';
import type { PriceBook } from './price/price-book.ts';
import { resolveQuery } from './query/resolve-query.ts';
import { createReport } from './report.ts';
import type { LogSource, ReadRequest } from './source/log-source.ts';

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
 * both; the bill knows no other filter. Where the query names no account, the bill is of the accounts
 * that the logs are of, and without logs of all that the credentials may see.
 *
 * Where the logs cannot be read, the bill, which is paid for by then, comes without an estimate:
 * `estimateProblem` says why. Logs that only tell their accounts while they are read, such as files, are
 * read before anything is paid for.
 *
 * @throws SpendError `INVALID_QUERY`, `CANCELLED`, what the reader throws, and what a source throws that
 *   is read before the bill.
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
  const asked: Query = { ...query, timeZone: 'UTC', groupBy: ['day', 'account'] };
  const resolved = await resolveQuery(asked, { now });
  const { window, regions } = resolved;
  const { since, until } = window;

  async function billOf(
    accounts: readonly string[],
    readLogs: () => Promise<Estimate>,
  ): Promise<Bill> {
    const billed = await reader.read({ since, until, accounts, regions, now, signal });
    return compareBill({ billed, ...(await readLogs()), window, accounts, regions, now });
  }

  if (source === null) return billOf(resolved.accounts, noLogs);
  const sources = [source].flat();
  const readLogs = () => createReport(sources, asked, { ...options, now });
  const told = await accountsTold(sources, { query: resolved, signal });
  // The bill before the logs, which take longer: what is refused is told at once.
  if (told !== null) return billOf(told, () => reportOrProblem(readLogs));
  const report = await readLogs();
  return billOf(accountsIn(report, resolved), () => Promise.resolve({ report, problem: null }));
}

type Estimate = Pick<CompareOptions, 'report' | 'problem'>;

function noLogs(): Promise<Estimate> {
  return Promise.resolve({ report: null, problem: null });
}

async function reportOrProblem(readLogs: () => Promise<Report>): Promise<Estimate> {
  try {
    return { report: await readLogs(), problem: null };
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    return { report: null, problem: error.message };
  }
}

/** `null` where a source does not tell. */
async function accountsTold(
  sources: readonly LogSource[],
  request: ReadRequest,
): Promise<string[] | null> {
  const told = await Promise.all(
    sources.map(async (source) => (await source.accounts?.(request)) ?? null),
  );
  if (told.length === 0 || told.includes(null)) return null;
  return [...new Set(told.flatMap((accounts) => accounts ?? []))].sort();
}

/** Empty, which is all of them, where the logs do not say of each call whose it is. */
function accountsIn({ sections }: Report, { accounts }: ResolvedQuery): readonly string[] {
  if (accounts.length > 0) return accounts;
  const found = (sections['byAccount'] ?? []).map(({ key }) => key);
  return found.every((account) => /^\d{12}$/.test(account)) ? found.sort() : [];
}

function refuseFilters({ where = [], groupBy = [] }: Query): void {
  if (where.length === 0 && groupBy.length === 0) return;
  throw new SpendError(
    'INVALID_QUERY',
    'A bill is by day, service and usage type, of accounts and regions: leave out groupBy and where.',
  );
}
