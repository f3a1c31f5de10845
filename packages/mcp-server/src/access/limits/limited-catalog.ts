import { SpendError } from '@bedrock-spend/core';

import type { Catalog } from '../../catalog/catalog.ts';
import { failedCall, type CallResult } from '../../tools/call-tool.ts';
import type { Caller } from '../caller.ts';
import type { Budgets } from './budgets.ts';
import type { CallGate } from './call-gate.ts';
import type { LimitReason } from './limit-reason.ts';

export interface LimitedCatalogOptions {
  enter: CallGate;
  budgets: Budgets;
  onRefused: (reason: LimitReason) => void;
}

/**
 * The same catalog, which runs so many calls of one caller at a time and tells what is left of budgets.
 * One call too many is answered by a result that the model reads, and can wait upon: a status of HTTP
 * would end the connection of many clients, and the calls that run with it.
 */
export function limitedCatalog(
  catalog: Catalog,
  { enter, budgets, onRefused }: LimitedCatalogOptions,
): Catalog {
  async function within<Answer>(
    caller: Caller,
    { run, refused }: { run: () => Promise<Answer>; refused: () => Answer },
  ): Promise<Answer> {
    const leave = enter(caller);
    if (leave === null) {
      onRefused('concurrency');
      return refused();
    }
    try {
      return await run();
    } finally {
      leave();
    }
  }

  return {
    ...catalog,
    callTool: (call, exchange) =>
      within(exchange.caller, {
        run: async () => withBudget(await catalog.callTool(call, exchange), budgets),
        refused: () => failedCall(tooMany),
      }),
    readResource: (uri, exchange) =>
      within(exchange.caller, {
        run: () => catalog.readResource(uri, exchange),
        refused() {
          throw new SpendError('THROTTLED', tooMany);
        },
      }),
  };
}

const tooMany =
  'Too many of your calls are running: wait until one of them has ended, then call again.';

/** Beside what the query cost. */
async function withBudget(result: CallResult, budgets: Budgets): Promise<CallResult> {
  const { structuredContent } = result;
  const cost = structuredContent?.['queryCost'];
  if (typeof cost !== 'object' || cost === null || !('basis' in cost)) return result;
  const told = await toldOf(budgets);
  if (told === '') return result;
  return {
    ...result,
    content: [...result.content, { type: 'text', text: `The ${told}.` }],
    structuredContent: {
      ...structuredContent,
      queryCost: { ...cost, basis: `${String(cost.basis)}; ${told}` },
    },
  };
}

/** An answer that is paid for does not fail because its price cannot be told. */
async function toldOf(budgets: Budgets): Promise<string> {
  try {
    return await budgets.told();
  } catch (error) {
    if (!SpendError.isInstance(error)) throw error;
    return '';
  }
}
