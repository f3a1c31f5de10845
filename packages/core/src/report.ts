import { createAggregator } from './aggregate/create-aggregator.ts';
import { SpendError } from './errors.ts';
import type { Progress } from './model/log-batch.ts';
import type { Query } from './model/query.ts';
import type { Report } from './model/report.ts';
import type { SpendRow } from './model/spend-row.ts';
import { createPriceBook, type PriceBook } from './price/price-book.ts';
import { priceRows } from './price/price-usage.ts';
import { scanCost } from './price/scan-cost.ts';
import { askedQuery } from './query/asked-query.ts';
import { resolveQuery } from './query/resolve-query.ts';
import type { LogSource } from './source/log-source.ts';
import { readSources } from './source/read-sources.ts';
import { summarize } from './summarize/summarize.ts';

/**
 * What a report needs beside its source and its query.
 *
 * @example
 * const prices = createPriceBook({ discountPercent: '5' });
 * const report = await createReport(source, { days: 7 }, { prices, signal: AbortSignal.timeout(60_000) });
 */
export interface ReportOptions {
  /** What calls cost. Default: the price list that comes with the library. */
  prices?: PriceBook | undefined;
  /** Stops reading; the report is then rejected with `CANCELLED`. */
  signal?: AbortSignal | undefined;
  /** Called while sources are read, as often as they hand something on. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * Called with every priced row that the report adds up, once everything is read: for sums over two
   * dimensions at once, such as each day by model. A row names a value of every dimension asked for.
   */
  onRow?: ((row: SpendRow) => void) | undefined;
  /** Decides what today is. Default: the clock. */
  now?: Date | undefined;
}

/**
 * Reads invocation logs and says what the calls cost: in all, and by every dimension that the query
 * asks for. Nothing is dropped silently: what could not be read is in `partial`, what was skipped in
 * `rejected`, what has no price in `unpriced`, and what the prices rest on in `assumptions`.
 *
 * Several sources make one report. One of them that cannot be read makes it a partial one; where
 * none can be read, the error of the first is thrown.
 *
 * @throws SpendError `INVALID_QUERY` before anything is read, `CANCELLED`, or what the source says:
 *   `SOURCE_NOT_FOUND`, `SOURCE_EMPTY`, `SOURCE_UNREADABLE`.
 * @example
 * const report = await createReport(source, { days: 30, timeZone: 'Europe/Berlin' });
 * console.log(report.totals.costUsd, report.totals.costStatus);
 */
export async function createReport(
  source: LogSource | readonly LogSource[],
  query: Query = {},
  options: ReportOptions = {},
): Promise<Report> {
  const { prices = createPriceBook(), signal, onProgress, onRow, now = new Date() } = options;
  const resolved = await resolveQuery(query, { now });
  const sources = [source].flat();
  if (sources.length === 0) {
    throw new SpendError('INVALID_QUERY', 'Give at least one source: there is nothing to read.');
  }
  const aggregator = createAggregator(resolved);
  const read = await readSources(sources, {
    query: resolved,
    signal,
    onBatch: (batch) => aggregator.add(batch),
    onProgress,
  });
  const priced = priceRows(aggregator.rows(), prices);
  const rows = onRow === undefined ? priced : tapped(priced, onRow);
  const { regionsFound, ...summary } = summarize(rows, resolved.groupBy);
  const asked = askedQuery(resolved);
  return {
    schemaVersion: '1.0',
    currency: 'USD',
    pricesCheckedOn: prices.checkedOn,
    discountPercent: prices.discountPercent,
    ...asked,
    regions: { ...asked.regions, found: regionsFound },
    sources: read.sources,
    ...summary,
    rejected: read.rejected,
    duplicates: resolved.deduplicate ? aggregator.counts().duplicates : null,
    partial: read.partial,
    inferenceProfiles: read.inferenceProfiles,
    queryCost: read.scannedBytes === null ? null : scanCost(read.scannedBytes),
  };
}

function* tapped<Row>(rows: Iterable<Row>, tap: (row: Row) => void): Generator<Row> {
  for (const row of rows) {
    tap(row);
    yield row;
  }
}
