import { exactCount, sumIn, type AnswerRow } from './answer-row.ts';
import { kindsOf, type CallKinds } from './call-kinds.ts';
import type { KeyColumn, SumColumn } from './query-columns.ts';
import { seenOf, type SeenFacts } from './seen-facts.ts';
import { tokenKinds, type TokenCounts } from '../../../model/tokens.ts';

/** A row of the answer, and what its two numbers tell of each of its calls. */
export interface RowFacts {
  row: AnswerRow;
  /** `null` where a count is none. */
  kinds: CallKinds | null;
  seen: SeenFacts;
  /** Every count of every call is a count, and what was added up agrees with what the calls have. */
  isWhole: boolean;
}

export function rowFacts(row: AnswerRow): RowFacts {
  const kinds = kindsOf(row);
  return { row, kinds, seen: seenOf(row), isWhole: kinds !== null && agree(row, kinds) };
}

function agree(row: AnswerRow, kinds: CallKinds): boolean {
  return (['input', 'output', 'read', 'write'] as const).every((count) => {
    const tokens = sumIn(row, `sum_${count}`);
    return tokens !== null && tokens > 0 === kinds[count];
  });
}

export function key({ row }: RowFacts, column: KeyColumn): string | undefined {
  return row.get(column);
}

/** 0 for what is no count: `isWhole` says so then. */
export function sum({ row }: RowFacts, column: SumColumn): number {
  return sumIn(row, column) ?? 0;
}

/** `whole` is `null` where only one side is known; `null` where nothing tells of an image. */
export function imageSizeOf(facts: RowFacts): { whole: string | null } | null {
  const [width = null, height = null] = (['image_width', 'image_height'] as const).map((column) =>
    exactCount(key(facts, column) ?? ''),
  );
  if (width === null && height === null) return null;
  return { whole: width === null || height === null ? null : `${width}x${height}` };
}

/** Nothing was counted. */
export function isIdle(tokens: TokenCounts): boolean {
  return tokenKinds.every((kind) => tokens[kind] === 0);
}
