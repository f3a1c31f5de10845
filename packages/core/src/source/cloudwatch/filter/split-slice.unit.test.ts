import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startSlice, takePage, type Slice } from './slice.ts';
import { splitSlice } from './split-slice.ts';

const dayMs = 86_400_000;

function eventsAt(times: readonly number[]) {
  return times.map((timestamp, index) => ({ timestamp, eventId: `${timestamp}-${index}` }));
}

/** A slice of 90 days of which one page has been read, and what is left of it for others. */
function readAndSplit(
  times: readonly number[],
  { freeReaders, running = [] }: { freeReaders: number; running?: readonly Slice[] },
) {
  const slice = startSlice({ startMs: 0, endMs: 90 * dayMs });
  const page = takePage(slice, { events: eventsAt(times), nextToken: 'next' });
  return { slice, others: splitSlice(slice, { page, running, freeReaders }) };
}

test('The pieces are what was left of the slice, without a gap and without an overlap', () => {
  const firstMs = fc.integer({ min: 0, max: 89 * dayMs });
  const durationMs = fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: dayMs }));
  const options = { freeReaders: fc.integer({ min: 1, max: 15 }) };
  fc.assert(
    fc.property(firstMs, durationMs, fc.record(options), (firstMs, durationMs, options) => {
      const { slice, others } = readAndSplit([firstMs, firstMs + durationMs], options);
      let endMs = slice.endMs;
      expect(endMs).toBeGreaterThan(slice.positionMs);
      for (const other of others) {
        expect(other.request.startMs).toBe(endMs);
        expect(other.endMs).toBeGreaterThan(endMs);
        endMs = other.endMs;
      }
      expect(endMs).toBe(90 * dayMs);
    }),
  );
});

test('A slice that was split asks anew for what it has kept', () => {
  const { slice, others } = readAndSplit([5, 6, 7], { freeReaders: 1 });
  expect(others).toHaveLength(1);
  expect(slice.token).toBeUndefined();
  expect(slice.request).toEqual({ startMs: 7, endMs: slice.endMs });
});

test('Where a page was a minute of the 90 days, some pieces are as small as hours and others as large as weeks', () => {
  const { slice, others } = readAndSplit([0, 60_000], { freeReaders: 6 });
  const lengths = [slice, ...others].map(({ endMs, positionMs }) => endMs - positionMs);
  expect(lengths).toHaveLength(7);
  expect(lengths[0]).toBeLessThan(dayMs / 24);
  expect(lengths.at(-1)).toBeGreaterThan(30 * dayMs);
});

test('An empty first page is split evenly: nothing is known yet', () => {
  const { slice, others } = readAndSplit([], { freeReaders: 2 });
  expect([slice, ...others].map(({ endMs }) => endMs)).toEqual([
    30 * dayMs,
    60 * dayMs,
    90 * dayMs,
  ]);
});

test('Nothing is given away where nobody is free', () => {
  expect(readAndSplit([0, 60_000], { freeReaders: 0 }).others).toEqual([]);
});

test('Nothing is given away where a few more pages end it', () => {
  expect(readAndSplit([0, 30 * dayMs], { freeReaders: 5 }).others).toEqual([]);
});

test('Nothing is given away while another slice has more to give', () => {
  const { slice: crowded } = readAndSplit([0, 1], { freeReaders: 0 });
  expect(readAndSplit([0, dayMs], { freeReaders: 5, running: [crowded] }).others).toEqual([]);
});

test('A page that did not leave its first millisecond is not asked for again', () => {
  const slice = startSlice({ startMs: 0, endMs: dayMs });
  const first = takePage(slice, { events: eventsAt([7, 7]), nextToken: 'next' });
  expect(splitSlice(slice, { page: first, running: [], freeReaders: 1 })).toHaveLength(1);
  const again = { timestamp: 7, eventId: 'third' };
  const second = takePage(slice, { events: [again], nextToken: 'next' });
  expect(splitSlice(slice, { page: second, running: [], freeReaders: 1 })).toEqual([]);
  expect(slice.token).toBe('next');
});
