import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  callAt,
  day,
  dayMs,
  startEmulatedLogs,
  type EmulatedLogs,
  type LogEvent,
} from './emulated-logs.testing.ts';

let logs: EmulatedLogs;

beforeAll(async () => {
  logs = await startEmulatedLogs();
  vi.stubEnv('AWS_ENDPOINT_URL', logs.emulator.url);
});

afterEach(() => logs.setPageMs(0));

afterAll(() => logs.stop());

/** Ten of them fill a page. */
const bodyBytes = 100_000;

function callsAt(times: readonly number[]): LogEvent[] {
  return times.map((timestamp, index) => callAt(timestamp, { requestId: `r${index}`, bodyBytes }));
}

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `r${index}`).sort();

test('A small log group takes one call', async () => {
  const group = await logs.putGroup(callsAt([dayMs, dayMs + 1000]));
  const { requestIds, rejections, bytesRead } = await logs.read(group);
  expect(requestIds).toEqual(['r0', 'r1']);
  expect(rejections).toEqual([]);
  expect(bytesRead).toBeGreaterThan(2 * bodyBytes);
  expect(await logs.requests(group)).toHaveLength(1);
});

test('A page follows the other by its token where one reader uses up the rate', async () => {
  const group = await logs.putGroup(
    callsAt(Array.from({ length: 45 }, (_, n) => dayMs + n * 1000)),
  );
  const { requestIds } = await logs.read(group, { callsPerSecond: 20 });
  expect(requestIds.sort()).toEqual(idsOf(45));
  const requests = await logs.requests(group);
  expect(requests).toHaveLength(5);
  expect(new Set(requests.map(({ input }) => input['startTime'])).size).toBe(1);
});

test('Slow pages are read in many slices at a time, and every record once', async () => {
  const group = await logs.putGroup(
    callsAt(Array.from({ length: 200 }, (_, n) => dayMs + n * 60_000)),
  );
  await logs.setPageMs(100);
  const { requestIds } = await logs.read(group);
  expect(requestIds.sort()).toEqual(idsOf(200));
  const requests = await logs.requests(group);
  expect(new Set(requests.map(({ input }) => input['startTime'])).size).toBeGreaterThan(8);
  const inFlight = requests.map(
    ({ startedAt }) =>
      requests.filter(
        (other) =>
          other.startedAt <= startedAt && other.startedAt + (other.durationMs ?? 0) > startedAt,
      ).length,
  );
  expect(Math.max(...inFlight)).toBeGreaterThan(4);
});

test('Every record comes once, however close together they are', async () => {
  await logs.setPageMs(20);
  const offsetMs = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: day.endMs - day.startMs - 1 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(offsetMs, { minLength: 25, maxLength: 70 }), async (offsets) => {
      const group = await logs.putGroup(callsAt(offsets.map((offset) => dayMs + offset)));
      const { requestIds } = await logs.read(group);
      expect(requestIds.sort()).toEqual(idsOf(offsets.length));
    }),
    { numRuns: 15 },
  );
});

test('A millisecond may fill several pages', async () => {
  await logs.setPageMs(20);
  const group = await logs.putGroup(
    callsAt(Array.from({ length: 55 }, (_, n) => dayMs + (n > 50 ? 1 : 0))),
  );
  const { requestIds } = await logs.read(group);
  expect(requestIds.sort()).toEqual(idsOf(55));
});

test('Ranges that touch share no record', async () => {
  const group = await logs.putGroup(
    callsAt([0, 999, 999, 1000, 1000, 1001].map((ms) => dayMs + ms)),
  );
  const first = await logs.read(group, { range: { startMs: dayMs, endMs: dayMs + 1000 } });
  const second = await logs.read(group, { range: { startMs: dayMs + 1000, endMs: dayMs + 2000 } });
  expect(first.requestIds).toEqual(['r0', 'r1', 'r2']);
  expect(second.requestIds).toEqual(['r3', 'r4', 'r5']);
});

test('An empty range asks nothing', async () => {
  const group = await logs.putGroup(callsAt([dayMs]));
  const { requestIds } = await logs.read(group, { range: { startMs: dayMs, endMs: dayMs } });
  expect(requestIds).toEqual([]);
  expect(await logs.requests(group)).toEqual([]);
});

/** An event of another program. */
function noiseAt(index: number): LogEvent {
  const message =
    index % 2 === 0 ? `line ${index}` : JSON.stringify({ schemaType: 'Other', index });
  return { timestamp: dayMs + index, message };
}

test.each([
  ['one after the other', 0, 20],
  ['many at a time', 60, 2000],
])('Pages without a record are passed through %s', async (_, pageMs, callsPerSecond) => {
  const noise = Array.from({ length: 35_000 }, (_, index) => noiseAt(index));
  const group = await logs.putGroup([
    ...noise,
    callAt(dayMs + 15_005, { requestId: 'early' }),
    callAt(dayMs + 34_999, { requestId: 'late' }),
  ]);
  await logs.setPageMs(pageMs);
  const { requestIds, rejections } = await logs.read(group, { callsPerSecond });
  expect(requestIds.sort()).toEqual(['early', 'late']);
  expect(rejections).toEqual([]);
  expect((await logs.requests(group)).length).toBeGreaterThan(3);
});

test('An invocation record that cannot be read is a rejection with its log stream', async () => {
  const message = JSON.stringify({
    schemaType: 'ModelInvocationLog',
    modelId: 'm',
    timestamp: 'soon',
  });
  const group = await logs.putGroup([{ timestamp: dayMs, message }]);
  const { requestIds, rejections } = await logs.read(group);
  expect(requestIds).toEqual([]);
  expect(rejections).toEqual([
    {
      reason: 'invalid-record',
      detail: 'timestamp is not an ISO-8601 time with a zone',
      location: { origin: 'aws/bedrock/modelinvocations', line: null, timestampMs: dayMs },
    },
  ]);
});
