import type { LogBatch } from '../model/log-batch.ts';
import type { ResolvedQuery } from '../model/query.ts';
import type { ReportSource } from '../model/report.ts';

/**
 * Where invocation logs come from. A source yields what it has read in batches; it may leave out
 * what is surely outside the query's window, and need not: filtering is the aggregator's work.
 *
 * @throws SpendError `SOURCE_NOT_FOUND`, `SOURCE_EMPTY` or `SOURCE_UNREADABLE` when there is nothing
 *   at all to read; what is lost of a source that can be read in part is told in `LogBatch.missing`.
 * @example
 * const nothing: LogSource = { kind: 'memory', name: 'nothing', async *read() {} };
 */
export interface LogSource {
  readonly kind: ReportSource['kind'];
  /** For people: what was read. */
  readonly name: string;
  /**
   * Throws where a name that was given leads nowhere, without reading anything: for programs that
   * read later, such as servers. What is empty now may be filled by then and passes.
   */
  check?(): Promise<void>;
  /** The accounts that would be read, told without reading logs; left out where only logs tell. */
  accounts?(request: ReadRequest): Promise<readonly string[]>;
  /**
   * The sources that this one stands for, such as one for each account and region. They are read in
   * its place, and are named one by one in the report.
   */
  expand?(request: ReadRequest): Promise<readonly LogSource[]>;
  /** What reading would do and cost, without doing it. */
  plan?(request: ReadRequest): Promise<readonly PlannedRead[]>;
  /**
   * A text that is another one when there is something new to read, told without reading and for free;
   * `null` where nothing tells. How soon it changes is up to what is asked: files at once, CloudWatch
   * when AWS has counted anew what a log group stores.
   */
  sign?(request: ReadRequest): Promise<string | null>;
  /** Yields what is read, batch by batch; stops when it is told to. */
  read(request: ReadRequest): AsyncIterable<LogBatch>;
}

/**
 * What a source is asked to read.
 *
 * @example
 * const request: ReadRequest = { query, signal: AbortSignal.timeout(60_000) };
 * for await (const { invocations } of source.read(request)) console.log(invocations.length);
 */
export interface ReadRequest {
  /** Its window, regions and accounts may save reading; its dimensions tell what is needed. */
  query: ResolvedQuery;
  /**
   * `invocations`: every call by itself, with all that is known of it, its tags too. Default: calls may
   * come added up, in groups that answer the query, and hold only what the query needs.
   */
  detail?: 'invocations' | undefined;
  /** Ends the reading, promptly. */
  signal?: AbortSignal | undefined;
}

/**
 * One thing that a source would do to answer a request.
 *
 * @example
 * const atMost = (reads: readonly PlannedRead[]) => reads.map(({ costUsd }) => costUsd);
 */
export interface PlannedRead {
  /** Name of the source: account, region and log group. */
  source: string;
  /** What is asked, such as the text of a query; `null` where nothing has to be, or can be, read. */
  query: string | null;
  /** Milliseconds since 1970-01-01 UTC, inclusive. */
  startMs: number;
  /** Milliseconds since 1970-01-01 UTC, exclusive. */
  endMs: number;
  /** Most bytes that could be scanned for money; `null` where it is not known, 0 where it is free. */
  scannedBytes: number | null;
  /** Fewest bytes that will be scanned; left out where that is not known. */
  leastScannedBytes?: number;
  /** Most US dollars that it could cost, exact decimal; `null` where it is not known. */
  costUsd: string | null;
  /** Why it cannot be read, and what to do; only where that is so. */
  problem?: string;
}
