import { callsIn, exactCount, sumIn, type AnswerRow } from './answer-row.ts';
import type { CountColumn, KeyColumn, SumColumn } from './query-columns.ts';
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
export function cacheWritesOf(row: AnswerRow): CacheWrites {
  const total = sumIn(row, 'sum_write' satisfies SumColumn) ?? 0;
  const unsplit = {
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    cacheWriteUnsplitTokens: total,
  };
  if (total === 0 || !isSplit(row)) return unsplit;
  const parts = partsOf(row);
  const written = (lifetime: string) =>
    parts.reduce((sum, part) => (part.lifetime === lifetime ? sum + part.tokens : sum), 0);
  const [written5m, written1h] = [written('5m'), written('1h')];
  if (written5m + written1h !== total) return unsplit;
  return {
    cacheWrite5mTokens: written5m,
    cacheWrite1hTokens: written1h,
    cacheWriteUnsplitTokens: 0,
  };
}

/** True where a call of the row may lack a part, which would leave its total without a lifetime. */
export function areWritesGuessed(row: AnswerRow): boolean {
  if ((sumIn(row, 'sum_write' satisfies SumColumn) ?? 0) === 0 || !isSplit(row)) return false;
  const requests = callsIn(row, 'requests');
  const [first, second] = lifetimesOf(row);
  const lacks = (column: CountColumn) => callsIn(row, column) < requests;
  const hasOnePart = first !== undefined && second === undefined;
  return lacks('calls_with_write_0') || (!hasOnePart && lacks('calls_with_write_1'));
}

function isSplit(row: AnswerRow): boolean {
  return exactCount(row.get('write_differs' satisfies KeyColumn) ?? '') === 0;
}

function partsOf(row: AnswerRow): { lifetime: string | undefined; tokens: number }[] {
  const [first, second] = lifetimesOf(row);
  const isUnnamed = first === undefined && second === undefined;
  return [
    { lifetime: isUnnamed ? '5m' : first, tokens: sumIn(row, 'sum_write_0') ?? 0 },
    { lifetime: isUnnamed ? '1h' : second, tokens: sumIn(row, 'sum_write_1') ?? 0 },
  ];
}

function lifetimesOf(row: AnswerRow): [first: string | undefined, second: string | undefined] {
  return [row.get('lifetime_0' satisfies KeyColumn), row.get('lifetime_1' satisfies KeyColumn)];
}
