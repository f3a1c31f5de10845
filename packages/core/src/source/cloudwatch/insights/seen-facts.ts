import { exactCount, type AnswerRow } from './answer-row.ts';
import { bitNumber, readBits, type Bits } from './bit-number.ts';
import type { KeyColumn } from './query-columns.ts';
import { isNamed, lack } from './query-doubts.ts';

const bits = {
  inDoubt: 'least(doubts, 1)',
  lacksInput: 'lacks_input',
  lacksOutput: 'lacks_output',
  lacksWrite0: `(${lack('write_0')})`,
  lacksWrite1: `(${lack('write_1')})`,
  hasBody: isNamed('outputBodyJson'),
  isGuarded: '(1 - isempty(guarded))',
  hasSecondOutput: '(1 - isempty(second_output))',
} as const satisfies Bits<string>;

/** What is found of a call, and whether it can be relied on, as one number. */
export const seenExpression = bitNumber(bits);

export type SeenFacts = Readonly<Record<keyof typeof bits, boolean>>;

/** What is found of all calls of a row. */
export function seenOf(row: AnswerRow): SeenFacts {
  const number = exactCount(row.get('seen' satisfies KeyColumn) ?? '');
  return number === null ? { ...readBits(bits, 0), inDoubt: true } : readBits(bits, number);
}
