import type { LogSource, PlannedRead, ReadRequest } from '@bedrock-spend/core';

import { scanRefused, type Budgets } from './budgets.ts';
import type { DayBudget } from './day-budget.ts';

export interface SourceBudget extends Pick<Budgets, 'refuse'> {
  budget: DayBudget;
}

/**
 * The same logs, as long as there is money to read them. What costs nothing, such as days that are kept,
 * is read whatever was spent; of several log groups, those that can still be read are.
 */
export function budgetedSource(source: LogSource, { budget, refuse }: SourceBudget): LogSource {
  return {
    ...source,
    get name() {
      return source.name;
    },
    ...(source.expand !== undefined && {
      async expand(request) {
        const parts = (await source.expand?.(request)) ?? [];
        return parts.map((part) => budgetedSource(part, { budget, refuse }));
      },
    }),
    async *read(request) {
      await checkBudget(source, request, { budget, refuse });
      for await (const batch of source.read(request)) {
        if (batch.scannedBytes !== undefined && batch.scannedBytes > 0) {
          await budget.use(batch.scannedBytes);
        }
        yield batch;
      }
    },
  };
}

async function checkBudget(
  source: LogSource,
  request: ReadRequest,
  { budget, refuse }: SourceBudget,
): Promise<void> {
  // What cannot tell what it costs is free: files, memory.
  if (source.plan === undefined) return;
  const left = Math.max(0, budget.limit - (await budget.used()));
  const reads = await source.plan(request);
  if (left === 0 && reads.some(isPaid)) throw refuse(scanRefused(budget, 'used'));
  const least = reads.reduce((sum, { leastScannedBytes = 0 }) => sum + leastScannedBytes, 0);
  if (least > left) throw refuse(scanRefused(budget, 'too-much'));
}

function isPaid({ scannedBytes, problem }: PlannedRead): boolean {
  return problem === undefined && scannedBytes !== 0;
}
