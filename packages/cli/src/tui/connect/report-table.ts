import { present, type Report } from '@bedrock-spend/core';
import { reportSchema } from '@bedrock-spend/core/schema';
import { colorStyle } from '../../color-style.ts';

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
  const parsed = reportSchema.safeParse(answer);
  if (!parsed.success || !isBalanced(parsed.data)) return null;
  const text = present(parsed.data, {
    format: 'table',
    width: columns,
    ...(color ? { style: colorStyle } : {}),
  });
  return text.replace(/\n$/, '');
}

function isBalanced({ sections, totals }: Report): boolean {
  return Object.values(sections).every(
    (rows) => rows.reduce((sum, { requests }) => sum + requests, 0) === totals.requests,
  );
}
