import { createCallFilter } from './aggregate/call-filter.ts';
import { createDimensionReaders } from './aggregate/dimension-readers.ts';
import { createUsageOfCall } from './aggregate/usage-of-call.ts';
import { SpendError } from './errors.ts';
import type { InvocationOrder } from './list/invocation-order.ts';
import { readCursor } from './list/list-cursor.ts';
import { checkListOptions, listQuestion } from './list/list-question.ts';
import { listedInvocation } from './list/listed-invocation.ts';
import { createPageCollector } from './list/page-collector.ts';
import type { InvocationList } from './model/invocation-list.ts';
import type { Invocation } from './model/invocation.ts';
import type { Query } from './model/query.ts';
import { createPriceBook } from './price/price-book.ts';
import { priceRow } from './price/price-usage.ts';
import { scanCost } from './price/scan-cost.ts';
import { askedQuery } from './query/asked-query.ts';
import { resolveQuery } from './query/resolve-query.ts';
import type { ReportOptions } from './report.ts';
import type { LogSource } from './source/log-source.ts';
import { readSources } from './source/read-sources.ts';

/**
 * What a list of single calls needs beside its source and its query.
 *
 * @example
 * const options: ListOptions = { order: 'tokens', limit: 50 };
 * const { invocations } = await listInvocations(source, { days: 1 }, options);
 */
export interface ListOptions extends ReportOptions {
  /** Calls on a page, 1 to 10,000. Default 20. */
  limit?: number | undefined;
  /** `nextCursor` of the page before; the question has to be the same. Default: the first page. */
  cursor?: string | undefined;
  /** What comes first. Default `cost`. */
  order?: InvocationOrder | undefined;
}

/**
 * Lists the single calls that a query is about, one page at a time, without prompts and completions.
 *
 * By cost, calls with a price come first, the most expensive before the others; then those without
 * one, the most tokens first, for they may be dear; last those that are known to cost nothing. Calls
 * that are equal in this come by time, the latest first, then by request id. `groupBy` of the query
 * says nothing here.
 *
 * Memory does not depend on the size of the log: every page reads it anew and keeps a page of it.
 *
 * @throws SpendError `INVALID_QUERY` before anything is read, also for a cursor that is damaged or
 *   belongs to another question; `CANCELLED`, or what the source says.
 * @example
 * const first = await listInvocations(source, { days: 7 }, { limit: 10 });
 * const cursor = first.nextCursor ?? undefined;
 * const second = await listInvocations(source, { days: 7 }, { limit: 10, cursor });
 */
export async function listInvocations(
  source: LogSource | readonly LogSource[],
  query: Query = {},
  options: ListOptions = {},
): Promise<InvocationList> {
  const { limit = 20, order = 'cost', prices = createPriceBook(), now = new Date() } = options;
  checkListOptions({ limit, order });
  const resolved = await resolveQuery(query, { now });
  const sources = [source].flat();
  if (sources.length === 0) {
    throw new SpendError('INVALID_QUERY', 'Give at least one source: there is nothing to read.');
  }
  const question = listQuestion(resolved, order);
  const from = options.cursor === undefined ? null : readCursor(options.cursor, question);
  const filter = createCallFilter(resolved, createDimensionReaders(resolved.timeZone));
  const usageOf = createUsageOfCall();
  const spendOf = (call: Invocation) => {
    const row = usageOf(call);
    return priceRow(row, prices.resolve(row.key));
  };
  const collector = createPageCollector({ filter, spendOf, order, limit, from, question });
  const read = await readSources(sources, {
    query: resolved,
    detail: 'invocations',
    signal: options.signal,
    onBatch: (batch) => collector.add(batch),
    onProgress: options.onProgress,
  });
  const { calls, nextCursor } = collector.page();
  const { matched, addedUp, regions } = collector.counts();
  const asked = askedQuery(resolved);
  return {
    schemaVersion: '1.0',
    currency: 'USD',
    pricesCheckedOn: prices.checkedOn,
    discountPercent: prices.discountPercent,
    ...asked,
    regions: { ...asked.regions, found: [...regions].filter(Boolean).sort() },
    order,
    matched,
    invocations: calls.map((call) => listedInvocation(call, spendOf(call))),
    nextCursor,
    sources: read.sources,
    rejected: read.rejected,
    duplicates: resolved.deduplicate ? filter.counts.duplicates : null,
    partial: addedUp === 0 ? read.partial : [...read.partial, callsAddedUp(addedUp)],
    inferenceProfiles: read.inferenceProfiles,
    queryCost: read.scannedBytes === null ? null : scanCost(read.scannedBytes),
  };
}

function callsAddedUp(requests: number): InvocationList['partial'][number] {
  return {
    origin: 'source',
    reason: 'unreadable',
    message: `${requests} calls came added up and cannot be listed one by one.`,
  };
}
