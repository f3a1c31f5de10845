import type { Answer } from '../../src/tools/bedrock-report/structured-answer.ts';
import type { DailySpend } from '../../src/tools/bedrock-daily-spend/answer-schema.ts';

/** The days of a report, not split; `null` where it has none, such as a report by model alone. */
export function daysOfReport(content: unknown): DailySpend | null {
  const report = content as Partial<Answer> | undefined;
  const rows = report?.sections?.['byDay'];
  const { totals, window, rejected = [], notes = [] } = report ?? {};
  if (rows === undefined || totals === undefined || window === undefined) return null;
  const rest = rows.find(({ rowCount }) => rowCount !== undefined);
  return {
    currency: 'USD',
    pricesCheckedOn: report?.pricesCheckedOn ?? '',
    window,
    timeZone: report?.timeZone ?? 'UTC',
    by: 'all',
    totals,
    groups: rows.length === 0 ? [] : [{ key: 'All usage', ...totals }],
    days: rows
      .filter((row) => row !== rest)
      .map((row) => ({ day: row.key, ...row, groups: [{ group: 0, ...row }] })),
    skipped: rejected.reduce((sum, { count }) => sum + count, 0),
    partial: report?.partial ?? [],
    notes: [
      ...notes,
      ...(rest === undefined ? [] : [`${rest.rowCount} more days are in the report's total only.`]),
    ],
  };
}
