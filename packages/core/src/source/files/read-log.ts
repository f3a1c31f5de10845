import type { Invocation } from '../../model/invocation.ts';
import type { Rejection } from '../../model/rejection.ts';
import type { EntryReader } from '../entries/entry-reader.ts';
import { createEntrySplitter } from '../entries/entry-splitter.ts';
import { mostEntryBytes } from '../entries/split-state.ts';
import { scanPadding } from '../../normalize/line-scanner.ts';
import { binaryKind } from './binary-kind.ts';
import type { ByteReader } from './byte-reader.ts';
import { LogReadError, toLogReadError } from './log-read-error.ts';

/** Memory that logs are read into, one after the other. It grows while a long entry needs it. */
export interface ReadWindow {
  buffer: Buffer;
  /** Bytes of it that are filled; behind them is room for a scanner that looks ahead. */
  capacity: number;
}

const windowBytes = 2 * 1024 * 1024;
// Invocations that are handed on together live through garbage collections together, and from about
// a thousand on the heap grows for them. Reading less than this at a time costs more than it saves.
const invocationsAtATime = 500;
const leastReadBytes = 128 * 1024;

export function createReadWindow(): ReadWindow {
  return windowOf(windowBytes);
}

/** What one chunk of a log held; the last one may say why there is no more. */
export interface LogPart {
  invocations: readonly Invocation[];
  rejections: readonly Rejection[];
  failure: { error: LogReadError; line: number } | null;
}

/**
 * Reads a log to its end in chunks, with memory that does not depend on its size. An error of the
 * reader comes as the failure of the last part: what was read before it counts.
 */
export async function* readLog(
  source: ByteReader,
  { entries, window }: { entries: EntryReader; window: ReadWindow },
): AsyncGenerator<LogPart> {
  const splitter = createEntrySplitter(entries);
  let kept = 0;
  let isFirst = true;
  let readBytes = windowBytes;
  if (window.capacity > windowBytes) Object.assign(window, windowOf(windowBytes));
  for (;;) {
    if (kept === window.capacity) grow(window);
    const { buffer, capacity } = window;
    const read = await readInto(
      source,
      buffer.subarray(kept, Math.min(kept + readBytes, capacity)),
    );
    const length = kept + read.bytes;
    const kind = isFirst ? binaryKind(buffer.subarray(0, length)) : null;
    if (kind !== null) {
      const error = new LogReadError('unreadable', kind);
      yield { ...entries.take(), failure: { error, line: 1 } };
      return;
    }
    isFirst = false;
    const isLast = read.bytes === 0;
    entries.load(buffer);
    const done = splitter.advance(buffer.subarray(0, length), isLast);
    const { invocations, rejections } = entries.take();
    if (isLast) {
      // An entry that is cut off where the data is cut off is told by the failure.
      const failure = read.error === null ? null : { error: read.error, line: splitter.line() };
      yield { invocations, rejections: failure === null ? rejections : [], failure };
      return;
    }
    buffer.copyWithin(0, done, length);
    kept = length - done;
    readBytes = nextReadBytes(done, invocations.length);
    yield { invocations, rejections, failure: null };
  }
}

/** How much to read for the next part, going by the part before. */
function nextReadBytes(bytes: number, invocations: number): number {
  if (invocations === 0) return windowBytes;
  const wanted = Math.round((bytes / invocations) * invocationsAtATime);
  return Math.min(Math.max(wanted, leastReadBytes), windowBytes);
}

async function readInto(
  source: ByteReader,
  target: Uint8Array,
): Promise<{ bytes: number; error: LogReadError | null }> {
  try {
    return { bytes: await source.read(target), error: null };
  } catch (error) {
    return { bytes: 0, error: toLogReadError(error) };
  }
}

function grow(window: ReadWindow): void {
  // An entry is given up when it is longer than this, so it always fits.
  const larger = windowOf(Math.min(window.capacity * 2, mostEntryBytes + windowBytes));
  window.buffer.copy(larger.buffer);
  Object.assign(window, larger);
}

function windowOf(capacity: number): ReadWindow {
  const length = capacity + scanPadding;
  return { buffer: Buffer.from(new ArrayBuffer(length + scanPadding), 0, length), capacity };
}
