import { present, type Report } from '@bedrock-spend/core';
import { colorStyle } from '../../color-style.ts';
import { visibleText } from '../../session/visible-text.ts';
import { reportOfAnswer } from './report-of-answer.ts';

export interface ReportTableOptions {
  columns: number;
  color: boolean;
}

/**
 * The structured answer of a report as a table for this terminal; `null` when it is not a report that
 * we know, or when its sections do not add up: then the server's own text is what to show.
 */
export function reportTable(
  answer: unknown,
  { columns, color }: ReportTableOptions,
): string | null {
  const answered = reportOfAnswer(answer);
  if (answered === null || !isBalanced(answered.report)) return null;
  const { report, notes } = answered;
  const style = color ? { style: colorStyle } : {};
  const table = present(report, { format: 'table', width: columns, ...style });
  return [table, ...notes.map((note) => `${visibleText(note)}\n`)].join('\n').replace(/\n$/, '');
}

function isBalanced({ sections, totals }: Report): boolean {
  return Object.values(sections).every(
    (rows) => rows.reduce((sum, { requests }) => sum + requests, 0) === totals.requests,
  );
}
