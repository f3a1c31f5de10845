import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { TimeRange } from '../engine-context.ts';

/**
 * A part of the range that is read from its beginning to its end, page by page, and where that stands.
 * Events come in order of their time ("The returned log events are sorted by event timestamp", says
 * the reference of FilterLogEvents), so what is left is known at any page.
 */
export interface Slice {
  /** Everything before it has been given, and of its own millisecond what `givenIds` names. */
  positionMs: number;
  givenIds: Set<string>;
  /** Events from here on are another slice's. */
  endMs: number;
  /** Leads to the next page of `request`; `undefined`: nothing has been asked yet. */
  token: string | undefined;
  /** A token is good for the range that was asked for, and for no other. */
  request: TimeRange;
  /** Time of the first event; `null`: there has been none. */
  firstEventMs: number | null;
  /** Pages to come if the rest is as dense as the latest page; `null`: not known. */
  pagesLeft: number | null;
  /** An event has come since AWS last refused a token. */
  hasProgress: boolean;
}

export function startSlice(range: TimeRange): Slice {
  const { startMs, endMs } = range;
  return {
    positionMs: startMs,
    givenIds: new Set(),
    endMs,
    token: undefined,
    request: range,
    firstEventMs: null,
    pagesLeft: null,
    hasProgress: true,
  };
}

/** Asks for what is left anew, without a token. The last millisecond comes again, and is known. */
export function restartSlice(slice: Slice): void {
  slice.token = undefined;
  slice.request = { startMs: slice.positionMs, endMs: slice.endMs };
}

/** What a page of a slice gives, and how far it got. */
export interface TakenPage {
  /** The events that no other page has given. */
  events: FilteredLogEvent[];
  /** Milliseconds that the slice has come forward. */
  advancedMs: number;
  /** The first page that was asked for without a token was empty: AWS has far to search. */
  isEmptyStart: boolean;
  isLast: boolean;
}

/** Takes a page, and moves the slice behind it. */
export function takePage(
  slice: Slice,
  { events, nextToken }: { events: readonly FilteredLogEvent[]; nextToken: string | undefined },
): TakenPage {
  const { positionMs: startedMs, token } = slice;
  const timeOf = ({ timestamp }: FilteredLogEvent) => timestamp ?? startedMs;
  const isNew = events.filter((event) => !isGiven(slice, event));
  const own = isNew.filter((event) => timeOf(event) < slice.endMs);
  for (const event of own) remember(slice, { timeMs: timeOf(event), eventId: event.eventId });
  if (own[0] !== undefined) {
    const firstMs = timeOf(own[0]);
    slice.firstEventMs ??= firstMs;
    slice.pagesLeft = (slice.endMs - slice.positionMs) / Math.max(1, slice.positionMs - firstMs);
  }
  slice.token = nextToken;
  slice.hasProgress ||= own.length > 0;
  return {
    events: own,
    advancedMs: slice.positionMs - startedMs,
    isEmptyStart: token === undefined && events.length === 0,
    isLast: nextToken === undefined || own.length < isNew.length,
  };
}

function isGiven(
  { positionMs, givenIds }: Slice,
  { timestamp, eventId }: FilteredLogEvent,
): boolean {
  return timestamp === positionMs && eventId !== undefined && givenIds.has(eventId);
}

function remember(
  slice: Slice,
  { timeMs, eventId }: { timeMs: number; eventId?: string | undefined },
): void {
  if (timeMs > slice.positionMs) {
    slice.positionMs = timeMs;
    slice.givenIds.clear();
  }
  if (eventId !== undefined && timeMs === slice.positionMs) slice.givenIds.add(eventId);
}
