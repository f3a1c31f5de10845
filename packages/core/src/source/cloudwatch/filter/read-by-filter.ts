import type { EngineContext, TimeRange } from '../engine-context.ts';
import { createEventReader, type FilterBatch, type FilterNeeds } from './event-reader.ts';
import { fetchPage, type FetchedPage } from './fetch-page.ts';
import { createReaderCount } from './reader-count.ts';
import { startSlice, takePage, type Slice } from './slice.ts';
import { splitSlice } from './split-slice.ts';

export interface FilterOptions extends FilterNeeds {
  /** Milliseconds that never run backwards. Default: `performance.now`. */
  clock?: (() => number) | undefined;
}

interface Step {
  slice: Slice;
  page: FetchedPage;
}

/**
 * Fetches every record of a log group in a range of time, each once, as fast as the account's quota
 * lets it, and gives them page by page in no order.
 *
 * The first call asks for all of the range: most groups are small. While there is more and the quota
 * has room, whoever has just read a page hands most of what it has left to others (`splitSlice`), so
 * nothing is assumed about how events are spread. As much is in memory as one page for each reader;
 * nothing is fetched ahead of a consumer that takes its time.
 *
 * The range is compared with the times of events. They are the records' own: in a real stream
 * lastEventTimestamp is a whole second, as the `timestamp` of records is. The record's own rules, and
 * the aggregator drops what is outside of the query's window.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 * @throws SpendError as `awsError` says.
 */
export async function* readByFilter(
  context: EngineContext,
  range: TimeRange,
  { clock = () => performance.now(), ...needs }: FilterOptions,
): AsyncGenerator<FilterBatch> {
  if (range.startMs >= range.endMs) return;
  const stop = new AbortController();
  const signals = context.signal === undefined ? [stop.signal] : [stop.signal, context.signal];
  const fetching = { ...context, clock, signal: AbortSignal.any(signals) };
  const readEvents = createEventReader(needs);
  const readers = createReaderCount(context.limiter.callsPerSecond);
  const running = new Map<Slice, Promise<Step>>();
  const start = (slice: Slice) => {
    running.set(
      slice,
      fetchPage(slice, fetching).then((page) => ({ slice, page })),
    );
  };

  start(startSlice(range));
  try {
    while (running.size > 0) {
      const { slice, page } = await Promise.race(running.values());
      running.delete(slice);
      readers.add(page.durationMs);
      const taken = takePage(slice, page);
      if (!taken.isLast) {
        const freeReaders = readers.most() - running.size - 1;
        const split = { page: taken, running: running.keys(), freeReaders };
        for (const other of splitSlice(slice, split)) start(other);
        start(slice);
      }
      yield readEvents(taken.events);
    }
  } finally {
    stop.abort();
    await Promise.allSettled(running.values());
  }
}
