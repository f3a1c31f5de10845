import { sumIn } from './answer-row.ts';
import { key, sum, type RowFacts } from './row-facts.ts';
import type { TokenCounts } from '../../../model/tokens.ts';

type CacheWrites = Pick<
  TokenCounts,
  'cacheWrite5mTokens' | 'cacheWrite1hTokens' | 'cacheWriteUnsplitTokens'
>;

/**
 * Tokens written to the cache, by their lifetime where the body tells it and its parts make up the
 * total of the envelope in every call of the row. Converse names the lifetime of each part; Anthropic's
 * own form has 5 minutes first and an hour second.
 */
export function cacheWritesOf(facts: RowFacts): CacheWrites {
  const total = sum(facts, 'sum_write');
  const unsplit = {
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    cacheWriteUnsplitTokens: total,
  };
  const first = sumIn(facts.row, 'sum_write_0');
  if (!isSplit(facts) || first === null) return unsplit;
  const [lifetime0, lifetime1] = lifetimesOf(facts);
  const written = (lifetime: string) =>
    (lifetime0 === lifetime ? first : 0) + (lifetime1 === lifetime ? total - first : 0);
  const [written5m, written1h] = [written('5m'), written('1h')];
  if (written5m + written1h !== total) return unsplit;
  return {
    cacheWrite5mTokens: written5m,
    cacheWrite1hTokens: written1h,
    cacheWriteUnsplitTokens: 0,
  };
}

/** True where the calls lack a part, which would leave their total without a lifetime. */
export function areWritesGuessed(facts: RowFacts): boolean {
  if (!isSplit(facts)) return false;
  const { lacksWrite0, lacksWrite1 } = facts.seen;
  const [, second] = lifetimesOf(facts);
  return lacksWrite0 || (lacksWrite1 && second !== undefined);
}

/** The body tells of parts, and they make up the total in each call. */
function isSplit({ kinds }: RowFacts): boolean {
  return kinds !== null && kinds.write && !kinds.writesDiffer;
}

/** Lifetimes of the first and the second part. */
function lifetimesOf(facts: RowFacts): [first: string | undefined, second: string | undefined] {
  const first = key(facts, 'lifetime_0');
  const second = key(facts, 'lifetime_1');
  return first === undefined && second === undefined ? ['5m', '1h'] : [first, second];
}
