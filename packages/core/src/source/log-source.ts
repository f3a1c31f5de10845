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
  /** Ends the reading, promptly. */
  signal?: AbortSignal | undefined;
}
