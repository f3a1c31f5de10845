import { SpendError } from '@bedrock-spend/core';
import type { Logger } from 'pino';

import type { SessionStore } from '../../sessions/session-store.ts';
import type { CallLimits } from './call-limits.ts';
import type { LimitReason } from './limit-reason.ts';
import { createDayBudget, type DayBudget } from './day-budget.ts';

/** What answering may cost in a day; `null` where that is not limited. */
export interface Budgets {
  /** Bytes. */
  scanned: DayBudget | null;
  /** Requests. */
  paid: DayBudget | null;
  /** One sentence on each budget, for an answer that used some of it; empty where there is none. */
  told(): Promise<string>;
  /** Tells the metrics of a refusal, and gives its error back. */
  refuse(error: SpendError): SpendError;
}

export interface BudgetsOptions {
  limits: CallLimits;
  counters: Pick<SessionStore, 'count'>;
  logger?: Logger | undefined;
  now: () => Date;
  onRefused: (reason: LimitReason) => void;
}

/** Makes the budgets of a server. */
export function createBudgets({ limits, onRefused, ...surroundings }: BudgetsOptions): Budgets {
  const { scannedBytesPerDay, paidRequestsPerDay } = limits;
  const budget = (name: string, limit: number | undefined): DayBudget | null =>
    limit === undefined ? null : createDayBudget({ ...surroundings, name, limit });
  const scanned = budget('scanned bytes', scannedBytesPerDay);
  const paid = budget('paid requests', paidRequestsPerDay);

  return {
    scanned,
    paid,
    refuse(error) {
      onRefused('budget');
      return error;
    },
    async told() {
      const parts = [
        ...(scanned === null
          ? []
          : [`${bytes(await scanned.used())} of ${bytes(scanned.limit)} scanned`]),
        ...(paid === null
          ? []
          : [`${await paid.used()} of ${paid.limit} requests to Cost Explorer made`]),
      ];
      return parts.length === 0 ? '' : `budget of today (UTC): ${parts.join(', ')}`;
    },
  };
}

/** Nothing more may be scanned today. */
export function scanRefused({ limit }: DayBudget, why: 'used' | 'too-much'): SpendError {
  const what =
    why === 'used'
      ? `The server's budget of ${bytes(limit)} to be scanned a day is used up`
      : `This would scan more than is left of the server's budget of ${bytes(limit)} a day`;
  return new SpendError(
    'QUERY_FAILED',
    `${what}; it starts anew at 00:00 UTC. Days that were read before, up to yesterday, can still be asked for in the same way.`,
  );
}

/** Cost Explorer may not be asked today any more. */
export function requestRefused({ limit }: DayBudget): SpendError {
  return new SpendError(
    'QUERY_FAILED',
    `The server's budget of ${limit} requests to Cost Explorer a day is used up; it starts anew at 00:00 UTC. Bills of days that were read before, and estimates by bedrock-report, can still be asked for.`,
  );
}

const gibibyte = 2 ** 30;

function bytes(count: number): string {
  if (count >= gibibyte / 10) return `${(count / gibibyte).toFixed(1)} GiB`;
  return `${(count / 2 ** 20).toFixed(1)} MiB`;
}
