import {
  cutSection,
  noValue,
  sectionName,
  summarize,
  type Dimension,
  type Report,
  type SectionRow,
  type SpendRow,
  type UsageTotals,
} from '@bedrock-spend/core';

import type { DailySpend } from './answer-schema.ts';

export interface SplitOptions {
  by: Dimension;
  /** Groups to show; the others are summed in one. */
  top: number;
  notes: readonly string[];
}

/** Every day of a report, split by one dimension; `rows` are those that the report added up. */
export function splitDays(
  report: Report,
  rows: readonly SpendRow[],
  { by, top, notes }: SplitOptions,
): DailySpend {
  const section = sectionName(by);
  const cut = cutSection(report.sections[section] ?? [], { section, top, by: 'cost' });
  const groups: DailySpend['groups'] = cut.rows.map(groupOf);
  // Groups go by their place from here on: a name from the logs may look like that of the rest.
  const places = new Map(groups.map(({ key }, place) => [key, String(place)]));
  const rest = String(groups.length);
  if (cut.rest !== null) groups.push(groupOf({ key: `… ${cut.rest.rowCount} more`, ...cut.rest }));
  const placed = rows.map((row) => ({
    ...row,
    dimensions: { ...row.dimensions, [by]: places.get(row.dimensions[by] ?? noValue) ?? rest },
  }));
  const rowsOfDay = Map.groupBy(placed, ({ dimensions }) => dimensions.day ?? '');
  const partsOf = (day: string): SectionRow[] =>
    summarize(rowsOfDay.get(day) ?? [], [by]).sections[section] ?? [];
  const { currency, pricesCheckedOn, window, timeZone, totals, rejected, partial } = report;
  return {
    currency,
    pricesCheckedOn,
    window,
    timeZone,
    by,
    totals: spendOf(totals),
    groups,
    days: (report.sections[sectionName('day')] ?? []).map((day) => ({
      day: day.key,
      ...spendOf(day),
      groups: partsOf(day.key)
        .map((part) => ({ group: Number(part.key), ...spendOf(part) }))
        .sort((left, right) => left.group - right.group),
    })),
    skipped: rejected.reduce((sum, { count }) => sum + count, 0),
    partial,
    notes: [...notes],
  };
}

function groupOf({ key, rowCount, ...totals }: SectionRow): DailySpend['groups'][number] {
  return { key, ...spendOf(totals), ...(rowCount !== undefined && { rowCount }) };
}

function spendOf({ requests, totalTokens, costUsd, costStatus }: UsageTotals) {
  return { requests, totalTokens, costUsd, costStatus };
}
