import { exactCount, sumIn, type AnswerRow } from './answer-row.ts';
import { kindsOf } from './call-kinds.ts';
import type { KeyColumn, SumColumn } from './query-columns.ts';
import { tokenKinds, type TokenCounts } from '../../../model/tokens.ts';

export function key(row: AnswerRow, column: KeyColumn): string | undefined {
  return row.get(column);
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

/** Every count of every call of the row is a count, and what was added up agrees with what calls have. */
export function isWhole(row: AnswerRow): boolean {
  const kinds = kindsOf(row);
  if (kinds === null) return false;
  return (['input', 'output', 'read', 'write'] as const).every((count) => {
    const tokens = sumIn(row, `sum_${count}`);
    return tokens !== null && tokens > 0 === kinds[count];
  });
}
