import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { arbitraryNoise, arbitraryRecord } from './arbitrary-records.testing.ts';
import { arbitraryWholeRecord } from './arbitrary-whole-records.testing.ts';
import { emulateLogs, type EmulatedLogs } from './emulated-log-group.testing.ts';
import type { QueryEngine } from './query-engine.ts';
import { createReport, type Dimension, type Query, type Report } from '../../index.ts';
import { may, mayMs, now } from '../../report.testing.ts';

let aws: EmulatedLogs;
beforeAll(async () => {
  aws = await emulateLogs();
});
afterAll(() => aws.stop());

const queries = fc.record({
  groupBy: fc.constantFrom<Dimension[]>(
    ['day', 'region', 'model', 'principal'],
    ['hour', 'account', 'operation', 'scope', 'error'],
    ['role', 'person', 'tier', 'requestMetadata.team', 'requestMetadata.cost-center'],
    [],
  ),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
});

function reportBy(engine: QueryEngine, logGroup: string, query: Query): Promise<Report> {
  return createReport(aws.source(logGroup, engine), { ...may, ...query }, { now });
}

/** All that a report says but how much it took to read. */
function figures({ sources, queryCost, ...rest }: Report): Partial<Report> {
  expect(sources).toHaveLength(1);
  return rest;
}

describe('Reports by Insights and by FilterLogEvents are equal', { timeout: 120_000 }, () => {
  // Early enough to be in May's first week in each of the time zones.
  const inAllZones = [mayMs[0], mayMs[1] - 6 * 3_600_000] as const;
  const whole = fc.array(arbitraryWholeRecord(inAllZones), { minLength: 1, maxLength: 40 });

  test('of records as Bedrock writes them, and Insights needs no help', async () => {
    await fc.assert(
      fc.asyncProperty(whole, queries, async (events, query) => {
        const logGroup = await aws.put(events);
        await aws.calls();
        const auto = await reportBy('auto', logGroup, query);
        expect(await aws.calls()).toMatchObject({ StartQuery: 1 });
        const insights = await reportBy('insights', logGroup, query);
        expect(await aws.calls()).not.toHaveProperty('FilterLogEvents');
        const filter = await reportBy('filter', logGroup, query);
        expect(await aws.calls()).not.toHaveProperty('StartQuery');
        expect(figures(auto)).toEqual(figures(filter));
        expect(figures(insights)).toEqual(figures(filter));
        expect(filter.totals.requests).toBe(events.length);
      }),
      { numRuns: 25 },
    );
  });

  test.each([true, false])(
    'of records of every sort, whose bodies contradict them (told of tiers: %s)',
    async (tellsMore) => {
      const any = fc.oneof(
        { weight: 6, arbitrary: arbitraryRecord({ between: mayMs, tellsMore }) },
        { weight: 1, arbitrary: arbitraryNoise(mayMs) },
      );
      const events = fc
        .tuple(whole, fc.array(any, { maxLength: 30 }))
        .map(([some, others]) => [...some, ...others]);
      await fc.assert(
        fc.asyncProperty(events, queries, async (log, query) => {
          const logGroup = await aws.put(log);
          const auto = await reportBy('auto', logGroup, query);
          const filter = await reportBy('filter', logGroup, query);
          expect(figures(auto)).toEqual(figures(filter));
        }),
        { numRuns: 25 },
      );
    },
  );

  // One record that Insights cannot see in full has its whole bucket fetched, which would hide mistakes
  // about others. Here each has an hour of its own.
  test.each([true, false])(
    'of every single record in a bucket of its own (told of tiers: %s)',
    async (tellsMore) => {
      const hours = Array.from({ length: 7 * 24 }, (_, hour) => {
        const startMs = mayMs[0] + hour * 3_600_000;
        return arbitraryRecord({ between: [startMs, startMs + 3_599_000], tellsMore });
      });
      const groupBy: Dimension[] = [
        'hour',
        'principal',
        'error',
        'tier',
        'requestMetadata.cost-center',
      ];
      const fetchedHours: number[] = [];
      await fc.assert(
        fc.asyncProperty(fc.tuple(...hours), async (log) => {
          const logGroup = await aws.put(log);
          const filter = await reportBy('filter', logGroup, { groupBy });
          await aws.calls();
          const auto = await reportBy('auto', logGroup, { groupBy });
          expect(figures(auto)).toEqual(figures(filter));
          fetchedHours.push(await hoursFetched());
        }),
        // Making 168 records smaller one by one would take minutes.
        { numRuns: 12, endOnFailure: true },
      );
      // Most of them Insights sees, so it is its answers that were compared.
      expect(Math.max(...fetchedHours)).toBeLessThan(hours.length / 2);
    },
  );
});

/** Hours that FilterLogEvents was asked for since the last look at the calls. */
async function hoursFetched(): Promise<number> {
  const requests = await aws.emulator.control.requests({ operation: 'FilterLogEvents' });
  return requests.reduce((sum, { input: { startTime, endTime } }) => {
    return sum + (Number(endTime) - Number(startTime)) / 3_600_000;
  }, 0);
}
