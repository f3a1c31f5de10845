import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';

import { SpendError } from '../../../errors.ts';

/** One row of an answer: its values by the names of the columns; what a row lacks is not in it. */
export type AnswerRow = ReadonlyMap<string, string>;

/** AWS leaves out of a row what it has no value for, or gives it as an empty text. */
export function answerRow(fields: readonly ResultField[]): AnswerRow {
  const row = new Map<string, string>();
  for (const { field, value } of fields) {
    if (field !== undefined && value !== undefined && value !== '') row.set(field, value);
  }
  return row;
}

/** A number of calls, which is never missing. */
export function callsIn(row: AnswerRow, column: string): number {
  const text = row.get(column);
  const calls = text === undefined ? null : exactCount(text);
  if (calls === null)
    throw unreadable(`${column} is ${text === undefined ? 'missing' : 'no count'}`);
  return calls;
}

/** A sum of counts; `null` where it is not one. A sum of nothing is missing and means 0. */
export function sumIn(row: AnswerRow, column: string): number | null {
  const text = row.get(column);
  return text === undefined ? 0 : exactCount(text);
}

/** Milliseconds of a time as `bin()` gives it, which is UTC: `2026-05-01 00:00:00.000`. */
export function timeIn(row: AnswerRow, column: string): number {
  const text = row.get(column) ?? '';
  const timeMs = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/.test(text)
    ? Date.parse(`${text.replace(' ', 'T')}Z`)
    : Number.NaN;
  if (Number.isNaN(timeMs)) throw unreadable(`${column} is no time`);
  return timeMs;
}

/** An answer that cannot be added up: better no sum than a wrong one. */
function unreadable(what: string): SpendError {
  return new SpendError(
    'QUERY_FAILED',
    `The answer of CloudWatch Logs Insights cannot be read (${what}): use --engine filter, and report this as a bug of bedrock-spend.`,
  );
}

/**
 * A whole number from 0 to 2^53 - 1, whichever way it is written: `12`, `12.0`, `1.2E7`. Else `null`.
 */
export function exactCount(text: string): number | null {
  if (!/^\d+(?:\.\d+)?(?:[eE]\+?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}
