import { expect, test } from 'vitest';
import { restartSlice, startSlice, takePage } from './slice.ts';

const event = (timestamp: number, eventId: string) => ({ timestamp, eventId });

test('A slice that is asked for anew gives nothing of its last millisecond twice', () => {
  const slice = startSlice({ startMs: 0, endMs: 100 });
  takePage(slice, { events: [event(1, 'a'), event(5, 'b'), event(5, 'c')], nextToken: 'next' });
  restartSlice(slice);
  expect(slice.request).toEqual({ startMs: 5, endMs: 100 });
  const { events } = takePage(slice, {
    events: [event(5, 'b'), event(5, 'c'), event(5, 'd'), event(6, 'e')],
    nextToken: undefined,
  });
  expect(events.map(({ eventId }) => eventId)).toEqual(['d', 'e']);
});

test('Events at the end of a slice are its neighbor’s, and behind them nothing is the slice’s own', () => {
  const slice = startSlice({ startMs: 0, endMs: 10 });
  const { events, isLast } = takePage(slice, {
    events: [event(9, 'a'), event(10, 'b')],
    nextToken: 'next',
  });
  expect(events).toEqual([event(9, 'a')]);
  expect(isLast).toBe(true);
});

test('An empty page with a token is not the end', () => {
  const slice = startSlice({ startMs: 0, endMs: 10 });
  expect(takePage(slice, { events: [], nextToken: 'next' }).isLast).toBe(false);
  expect(takePage(slice, { events: [], nextToken: undefined }).isLast).toBe(true);
});

test('An event without a time or an id is given, and does not move the slice', () => {
  const slice = startSlice({ startMs: 3, endMs: 10 });
  const { events } = takePage(slice, { events: [{ message: 'x' }], nextToken: 'next' });
  expect(events).toEqual([{ message: 'x' }]);
  expect(slice.positionMs).toBe(3);
});
