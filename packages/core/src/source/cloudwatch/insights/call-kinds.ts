import { exactCount, type AnswerRow } from './answer-row.ts';
import { bitNumber, readBits, type Bits } from './bit-number.ts';
import type { KeyColumn } from './query-columns.ts';
import { requestSizeThresholds, type RequestSizeClass } from '../../../model/usage-row.ts';

const bits = {
  input: 'least(number_input, 1)',
  output: 'least(number_output, 1)',
  read: 'least(number_read, 1)',
  write: 'least(number_write, 1)',
  write0: 'least(number_write_0, 1)',
  write1: 'least(number_write_1, 1)',
  /** The parts do not make up the total. */
  writesDiffer: 'least(abs(number_write_0 + number_write_1 - number_write), 1)',
} as const satisfies Bits<string>;

const places = Object.keys(bits).length;

const thresholdsExceeded = requestSizeThresholds
  .map((threshold) => `least(floor(number_request / ${threshold + 1}), 1)`)
  .join(' + ');

/** What the price of a call depends on, as one number: which counts it has, and how large they are. */
export const kindsExpression = `${bitNumber(bits)} + ${2 ** places} * (${thresholdsExceeded})`;

export interface CallKinds extends Readonly<Record<keyof typeof bits, boolean>> {
  requestSizeClass: RequestSizeClass;
}

/** The kinds of all calls of a row; `null` where a count is none. */
export function kindsOf(row: AnswerRow): CallKinds | null {
  const number = exactCount(row.get('kinds' satisfies KeyColumn) ?? '');
  if (number === null) return null;
  const exceeded = number >> places;
  return {
    ...readBits(bits, number),
    requestSizeClass: exceeded === 0 ? 0 : (requestSizeThresholds[exceeded - 1] ?? 0),
  };
}
