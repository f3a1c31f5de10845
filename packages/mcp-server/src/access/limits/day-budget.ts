import { SpendError } from '@bedrock-spend/core';
import type { Logger } from 'pino';

import { faultOf } from '../../catalog/fault-of.ts';
import type { SessionStore } from '../../sessions/session-store.ts';

/** Something that costs money, of which there is so much for each day (UTC). */
export interface DayBudget {
  readonly limit: number;
  /** What was used today, by all instances that share the store. */
  used(): Promise<number>;
  /** Adds what was used, and tells the sum. Does not fail: what is paid for has to be answered with. */
  use(amount: number): Promise<number>;
  /** Adds one where that is within the budget. */
  takeOne(): Promise<boolean>;
}

export interface DayBudgetOptions {
  /** Part of the counter's name. */
  name: string;
  limit: number;
  counters: Pick<SessionStore, 'count'>;
  logger?: Logger | undefined;
  now: () => Date;
}

const dayMs = 86_400_000;
const warnAt = 0.8;

/** Counts what is used in a day where all instances see it, and warns in the server's log when most of it is. */
export function createDayBudget({
  name,
  limit,
  counters,
  logger,
  now,
}: DayBudgetOptions): DayBudget {
  let warnedOn = '';

  async function count(amount: number): Promise<number> {
    const nowMs = now().getTime();
    const day = now().toISOString().slice(0, 10);
    // Kept a day longer than it counts: clocks of instances differ.
    const expiresAtMs = (Math.floor(nowMs / dayMs) + 2) * dayMs;
    const sum = await counters.count(`budget ${name} ${day}`, amount, expiresAtMs);
    if (sum >= limit * warnAt && warnedOn !== day) {
      warnedOn = day;
      logger?.warn({ budget: name, used: sum, limit }, 'most of a budget of today is used');
    }
    return sum;
  }

  /** A budget that nobody can read may be used up. */
  async function countSurely(amount: number): Promise<number> {
    try {
      return await count(amount);
    } catch (error) {
      logger?.error({ fault: faultOf(error), budget: name }, 'a budget could not be read');
      throw new SpendError(
        'QUERY_FAILED',
        'How much was spent today cannot be read just now, so nothing that costs money is asked of AWS: try again in a minute.',
      );
    }
  }

  return {
    limit,
    used: () => countSurely(0),
    async use(amount) {
      try {
        return await count(amount);
      } catch (error) {
        logger?.error(
          { fault: faultOf(error), budget: name, amount },
          'a budget could not be counted',
        );
        return 0;
      }
    },
    async takeOne() {
      if ((await countSurely(1)) <= limit) return true;
      await countSurely(-1);
      return false;
    },
  };
}
