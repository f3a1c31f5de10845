import { expect, test } from 'vitest';

import type { ToolContext } from '../tool.ts';
import { readingProgress } from './reading-progress.ts';

type Step = Parameters<ToolContext['progress']>[0];

test('the last step tells how many records there were, though all bytes were read before', async () => {
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
  for (const [bytesRead, records] of [
    [40, 4],
    [100, 10],
    [100, 25],
  ] as const) {
    progress.step({ bytesRead, bytesTotal: 100, records });
    nowMs += 1000;
  }
  await progress.done();
  expect(told).toEqual([
    { progress: 40, total: 100, message: '4 records read' },
    { progress: 100, total: 100, message: '25 records read' },
  ]);
});

test('a caller that is gone does not stop the report', async () => {
  const progress = readingProgress({ progress: () => Promise.reject(new Error('gone')) });
  progress.step({ bytesRead: 1, bytesTotal: null, records: 1 });
  await expect(progress.done()).resolves.toBeUndefined();
});
