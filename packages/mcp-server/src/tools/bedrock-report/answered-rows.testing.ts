import type { Answer } from './structured-answer.ts';

export interface AnsweredRow {
  key: string;
  requests: number;
  costUsd: string;
  [column: string]: string | number;
}

/** Rows of a section of a structured answer, with names; none where it has no such section. */
export function answeredRows(structured: unknown, section: string): AnsweredRow[] {
  const { columns, sections } = structured as Answer;
  return (sections[section] ?? []).map(
    (row) =>
      Object.fromEntries(columns.map((column, index) => [column, row[index]])) as AnsweredRow,
  );
}
