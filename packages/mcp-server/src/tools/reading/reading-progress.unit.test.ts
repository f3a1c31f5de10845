import type { Progress } from '@bedrock-spend/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CallContext } from '../../call-context.ts';
import { readingProgress } from './reading-progress.ts';

type Step = Parameters<CallContext['progress']>[0];

/** What a caller is told of a reading that takes a second from step to step. */
async function toldOf(steps: readonly Progress[]): Promise<Step[]> {
  const told: Step[] = [];
  let nowMs = 0;
  const progress = readingProgress(
    {
      async progress(step) {
        told.push(step);
      },
    },
    () => nowMs,
  );
  for (const step of steps) {
    progress.step(step);
    nowMs += 1000;
  }
  await progress.done();
  return told;
}

const ofTotal = ([bytesRead, records]: readonly [number, number]): Progress => ({
  bytesRead,
  bytesTotal: 100,
  records,
});
const ofUnknownTotal = ([bytesRead, records]: readonly [number, number]): Progress => ({
  bytesRead,
  bytesTotal: null,
  records,
});

test('the last step tells how many records there were, though all bytes were read before', async () => {
  const steps = [[40, 4] as const, [100, 10] as const, [100, 25] as const];
  expect(await toldOf(steps.map(ofTotal))).toEqual([
    { progress: 40, total: 100, message: '4 records read' },
    { progress: 100, total: 100, message: '25 records read' },
  ]);
});

test('records that are counted after the bytes were scanned are told, by the least step there is', async () => {
  const steps = [
    [6_459_838, 0],
    [6_459_838, 0],
    [6_459_838, 1],
    [6_459_838, 13_060],
  ] as const;
  expect(await toldOf(steps.map(ofUnknownTotal))).toEqual([
    { progress: 6_459_838, message: '0 records read' },
    { progress: 6_459_839, message: '1 record read' },
    { progress: 6_459_840, message: '13060 records read' },
  ]);
});

test('bytes that are read again catch up with the steps that were told', async () => {
  const steps = [
    [10, 1],
    [10, 2],
    [10, 3],
    [11, 3],
    [12, 3],
    [13, 4],
  ] as const;
  expect((await toldOf(steps.map(ofUnknownTotal))).map(({ progress }) => progress)).toEqual([
    10, 11, 12, 13,
  ]);
});

test('every step is further than the one before, none beyond the total, and the last has all records', async () => {
  const growing = fc
    .array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 30 })
    .map((parts) => {
      let [bytes, records] = [0, 0];
      return parts.map(([more, found]) => [(bytes += more), (records += found)] as const);
    });
  await fc.assert(
    fc.asyncProperty(growing, fc.boolean(), async (reached, isTotalKnown) => {
      const total = isTotalKnown ? (reached.at(-1)?.[0] ?? 0) : null;
      const told = await toldOf(
        reached.map(([bytesRead, records]) => ({ bytesRead, bytesTotal: total, records })),
      );
      const progresses = told.map(({ progress }) => progress);
      expect(progresses).toEqual([...new Set(progresses)].sort((one, two) => one - two));
      expect(progresses.every((one) => total === null || one <= total)).toBe(true);
      const records = reached.at(-1)?.[1] ?? 0;
      expect(told.at(-1)?.message).toBe(`${records} ${records === 1 ? 'record' : 'records'} read`);
    }),
  );
});

test('a caller that is gone does not stop the report', async () => {
  const progress = readingProgress({ progress: () => Promise.reject(new Error('gone')) });
  progress.step({ bytesRead: 1, bytesTotal: null, records: 1 });
  await expect(progress.done()).resolves.toBeUndefined();
});
