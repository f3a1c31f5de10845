import type { EventStore, ScanOptions, StoredEvent } from '../../event-store/event-store.ts';
import type { MessageTest } from './filter-pattern/compile-filter-pattern.ts';

const MAX_PAGE_BYTES = 1_048_576;

/** A page looks at no more than this, whether the events match or not. */
const MAX_SCANNED_EVENTS = 10_000;

export interface Page {
  events: StoredEvent[];
  /** The last event that was looked at; null when the range has no more. */
  after: { timestamp: number; id: number } | null;
  descending: boolean;
}

/**
 * One page of FilterLogEvents. It ends when it holds `limit` events, or when it has looked at 1 MB
 * or 10,000 events: a pattern that few events match gives pages that are part full or empty.
 */
export function collectPage(
  store: EventStore,
  options: Omit<ScanOptions, 'limit'> & { limit: number; test: MessageTest },
): Page {
  const { test, limit, ...scan } = options;
  const events: StoredEvent[] = [];
  const descending = scan.descending ?? false;
  let scannedEvents = 0;
  let scannedBytes = 0;
  let last: Page['after'] = null;
  for (const event of store.scan({ ...scan, limit: MAX_SCANNED_EVENTS + 1 })) {
    const bytes = Buffer.byteLength(event.message);
    const full =
      events.length === limit ||
      scannedEvents === MAX_SCANNED_EVENTS ||
      (scannedEvents > 0 && scannedBytes + bytes > MAX_PAGE_BYTES);
    if (full) return { events, after: last, descending };
    scannedEvents += 1;
    scannedBytes += bytes;
    last = { timestamp: event.timestamp, id: event.id };
    if (test(event.message)) events.push(event);
  }
  // AWS, too, finds out only with the next page that a full one was the last.
  return { events, after: events.length === limit ? last : null, descending };
}
