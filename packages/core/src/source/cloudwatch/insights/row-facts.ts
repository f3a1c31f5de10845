import { callsIn, exactCount, sumIn, unreadable, type AnswerRow } from './answer-row.ts';
import type { CountColumn, KeyColumn, SumColumn } from './query-columns.ts';
import { tokenKinds, type TokenCounts } from '../../../model/tokens.ts';

export function key(row: AnswerRow, column: KeyColumn): string | undefined {
  return row.get(column);
}

export function calls(row: AnswerRow, column: CountColumn): number {
  return callsIn(row, column);
}

/** Of a column that is there only where it was asked for. */
export function optionalCalls(row: AnswerRow, column: string): number {
  return row.has(column) ? callsIn(row, column) : 0;
}

/** 0 for what is no count: `isWhole` then says so. */
export function sum(row: AnswerRow, column: SumColumn): number {
  return sumIn(row, column) ?? 0;
}

/** `whole` is `null` where only one side is known; `null` where nothing tells of an image. */
export function imageSizeOf(row: AnswerRow): { whole: string | null } | null {
  const [width = null, height = null] = (['image_width', 'image_height'] as const).map((column) =>
    exactCount(key(row, column) ?? ''),
  );
  if (width === null && height === null) return null;
  return { whole: width === null || height === null ? null : `${width}x${height}` };
}

/** Nothing was counted. */
export function isIdle(tokens: TokenCounts): boolean {
  return tokenKinds.every((kind) => tokens[kind] === 0);
}

const counted: readonly (readonly [sum: SumColumn, has: KeyColumn])[] = [
  ['sum_input', 'has_input'],
  ['sum_output', 'has_output'],
  ['sum_read', 'has_read'],
  ['sum_write', 'has_write'],
];

/** Every count of every call of the row is a count. */
export function isWhole(row: AnswerRow): boolean {
  return counted.every(([sumColumn, hasColumn]) => {
    const tokens = sumIn(row, sumColumn);
    const has = exactCount(key(row, hasColumn) ?? '');
    if (tokens === null || (has !== 0 && has !== 1)) return false;
    if (tokens > 0 !== (has === 1)) throw unreadable(`${sumColumn} contradicts ${hasColumn}`);
    return true;
  });
}
