import { StartQueryCommand, StopQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { createReport, resolveQuery } from '../../../index.ts';
import { aRecord } from '../../../normalize/record.testing.ts';
import { now } from '../../../report.testing.ts';
import { emulateLogs, type EmulatedLogs } from '../emulated-log-group.testing.ts';

let aws: EmulatedLogs;
let logGroup: string;

const startMs = Date.parse('2026-05-01');
const events = Array.from({ length: 50 }, (_, index) => {
  const timestamp = startMs + index * 3_600_000;
  return {
    timestamp,
    message: JSON.stringify(aRecord({ timestamp: new Date(timestamp).toISOString() })),
  };
});
const query = { month: '2026-05', groupBy: ['hour'] } as const;

beforeAll(async () => {
  aws = await emulateLogs();
  logGroup = await aws.put(events);
});
afterAll(() => aws.stop());
afterEach(async () => {
  await aws.emulator.control.removeFaults();
  await aws.emulator.control.setLatency(noLatency);
  await aws.calls();
});

const noLatency = { pageMs: 0, queryBaseMs: 0, queryBytesPerSecond: 1e9 };
const slowly = { ...noLatency, queryBaseMs: 60_000 };

function reportByInsights(signal?: AbortSignal) {
  return createReport(aws.source(logGroup, 'insights'), query, { now, signal });
}

/** Waits until a request was answered. */
async function answered(operation: string): Promise<void> {
  await expect
    .poll(() => aws.emulator.control.requests({ operation }), { timeout: 10_000 })
    .toContainEqual(expect.objectContaining({ status: 200 }));
}

describe('A query that nobody waits for any more is stopped', () => {
  test('when the report is cancelled', async () => {
    await aws.emulator.control.setLatency(slowly);
    const cancelling = new AbortController();
    const cancelled = reportByInsights(cancelling.signal);
    await answered('GetQueryResults');
    cancelling.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await aws.emulator.control.requests({ operation: 'StopQuery' })).toMatchObject([
      { status: 200 },
    ]);
  });

  test('when the report is cancelled while AWS is still answering that it has started', async () => {
    await aws.emulator.control.setLatency(slowly);
    await aws.emulator.control.addFault({
      service: 'logs',
      operation: 'StartQuery',
      kind: 'slow',
      delayMs: 2000,
    });
    const cancelling = new AbortController();
    const cancelled = reportByInsights(cancelling.signal);
    await expect
      .poll(() => aws.emulator.control.requests({ operation: 'StartQuery' }), { timeout: 10_000 })
      .toHaveLength(1);
    const abortedMs = performance.now();
    cancelling.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(performance.now() - abortedMs).toBeLessThan(1500);
    await answered('StopQuery');
  });

  test('when whoever reads the source stops early', async () => {
    await aws.emulator.control.setLatency(slowly);
    const source = aws.source(logGroup, 'insights');
    const stopping = new AbortController();
    const request = { query: await resolveQuery(query, { now }), signal: stopping.signal };
    for await (const { scannedBytes } of source.read(request)) {
      expect(scannedBytes).toBeGreaterThan(0);
      break;
    }
    expect(await aws.emulator.control.requests({ operation: 'StopQuery' })).toMatchObject([
      { status: 200 },
    ]);
  });

  test('and one that has ended is not', async () => {
    await reportByInsights();
    expect(await aws.calls()).not.toHaveProperty('StopQuery');
  });
});

test('A query that AWS gives up is asked again in halves, once', async () => {
  const whole = await reportByInsights();
  await aws.calls();
  await aws.emulator.control.addFault({
    service: 'logs',
    operation: 'StartQuery',
    kind: 'query-timeout',
    times: 1,
  });
  const inHalves = await reportByInsights();
  expect(await aws.calls()).toMatchObject({ StartQuery: 3 });
  expect(inHalves.sections).toEqual(whole.sections);

  await aws.emulator.control.addFault({
    service: 'logs',
    operation: 'StartQuery',
    kind: 'query-timeout',
  });
  await expect(reportByInsights()).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: `CloudWatch Logs Insights gave up its query on ${logGroup} in us-east-1 after an hour: ask for fewer days at a time.`,
  });
  expect(await aws.calls()).toMatchObject({ StartQuery: 2 });
});

test('A query that fails says so', async () => {
  await aws.emulator.control.addFault({
    service: 'logs',
    operation: 'StartQuery',
    kind: 'query-failed',
  });
  await expect(reportByInsights()).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: `The query of CloudWatch Logs Insights on ${logGroup} in us-east-1 ended with the status Failed and no reason: try again, ask for fewer days at a time, or use --engine filter.`,
  });
  expect(await aws.emulator.control.requests({ operation: 'StartQuery' })).toMatchObject([
    { fault: 'query-failed' },
  ]);
});

test('A query that somebody else has stopped says so', async () => {
  await aws.emulator.control.setLatency(slowly);
  const stopped = reportByInsights();
  const stop = async () => {
    await answered('GetQueryResults');
    const [polled] = await aws.emulator.control.requests({ operation: 'GetQueryResults' });
    await aws.logs.send(new StopQueryCommand({ queryId: String(polled?.input['queryId']) }));
  };
  const [outcome] = await Promise.allSettled([stopped, stop()]);
  expect(outcome).toMatchObject({
    reason: {
      code: 'QUERY_FAILED',
      message: expect.stringContaining('was stopped by somebody else'),
    },
  });
});

test.each(['throttle', 'internal', 'reset', 'unavailable'] as const)(
  'Every third call ends with %s, and the report is the same',
  async (kind) => {
    const undisturbed = await reportByInsights();
    await aws.calls();
    await aws.emulator.control.addFault({ service: 'logs', kind, everyNth: 3 });
    const split = aws.source(logGroup, 'insights', { maximumRows: 20 });
    const disturbed = await createReport(split, query, { now });
    expect(disturbed.sections).toEqual(undisturbed.sections);
    const requests = await aws.emulator.control.requests();
    expect(requests.filter(({ fault }) => fault === kind).length).toBeGreaterThan(2);
  },
);

test('As many queries as AWS allows at a time are waited for', async () => {
  await aws.emulator.control.setLatency(slowly);
  const start = () =>
    aws.logs.send(
      new StartQueryCommand({
        logGroupName: logGroup,
        queryString: 'stats count(*) as n',
        startTime: startMs / 1000,
        endTime: startMs / 1000 + 1,
      }),
    );
  const running = await Promise.all(Array.from({ length: 100 }, start));
  await aws.emulator.control.setQuotas(true);
  const waiting = reportByInsights();
  await expect
    .poll(() => aws.emulator.control.requests({ operation: 'StartQuery' }), { timeout: 10_000 })
    .toContainEqual(expect.objectContaining({ errorCode: 'LimitExceededException' }));
  // In this order: once it may, the waiting query must not start as slowly as the others.
  await aws.emulator.control.setLatency(noLatency);
  await aws.emulator.control.setQuotas(false);
  for (const { queryId } of running) await aws.logs.send(new StopQueryCommand({ queryId }));
  expect((await waiting).totals.requests).toBe(events.length);
});
