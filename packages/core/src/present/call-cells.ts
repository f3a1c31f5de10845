import { formatCount, formatDollars } from './format-usd.ts';
import { principalNames } from './short-name.ts';
import { visibleText } from './visible-text.ts';
import { noValue } from '../model/dimension.ts';
import type { InvocationList, ListedInvocation } from '../model/invocation-list.ts';

/** What stands in the cells of a call, in a list for people. */
export interface CallCells {
  time(call: ListedInvocation): string;
  model(call: ListedInvocation): string;
  caller(call: ListedInvocation): string;
  region(call: ListedInvocation): string;
  /** `failed`, `blocked` or `unknown` where there is no count to show. */
  tokens(call: ListedInvocation): string;
  count(count: number | null): string;
  cost(call: ListedInvocation): string;
  /** How the call ended; empty for one that was served. */
  outcome(call: ListedInvocation): string;
  requestId(call: ListedInvocation): string;
}

// A single call often costs less than what four places show.
const costPlaces = 6;
const nothing = formatDollars('0', costPlaces);
const least = formatDollars('0.000001', costPlaces);

export function callCells({ timeZone, invocations }: InvocationList): CallCells {
  // The Swedish form is 2025-04-06 10:00:00.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const names = principalNames([
    ...new Set(invocations.flatMap(({ principal }) => principal ?? [])),
  ]);
  return {
    time: ({ timestamp }) => clock.format(new Date(timestamp)),
    model: ({ model }) => visibleText(model),
    caller: ({ principal }) =>
      principal === null ? noValue : visibleText(names.get(principal) ?? principal),
    region: ({ region }) => visibleText(region || noValue),
    tokens: tokensText,
    count: (count) => (count === null ? 'unknown' : formatCount(count)),
    cost: costText,
    outcome: ({ error, blocked }) => visibleText(error ?? (blocked ? 'blocked' : '')),
    requestId: ({ requestId }) => visibleText(requestId),
  };
}

function tokensText({ totalTokens, error, blocked }: ListedInvocation): string {
  if (totalTokens !== null && totalTokens > 0) return formatCount(totalTokens);
  if (error !== null) return 'failed';
  if (blocked) return 'blocked';
  return totalTokens === null ? 'unknown' : '0';
}

/** A trailing `+` says that there is more than what has a price. */
function costText({ costUsd, costStatus }: ListedInvocation): string {
  if (costUsd === null) return 'unpriced';
  const rounded = formatDollars(costUsd, costPlaces);
  // What is not nothing is not shown as nothing.
  const shown = rounded === nothing && costUsd !== '0' ? `<${least}` : rounded;
  return `${shown}${costStatus === 'incomplete' ? '+' : ''}`;
}
