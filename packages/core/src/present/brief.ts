import { costText } from './classic-spend.ts';
import { classicHeader, noUsage } from './classic.ts';
import { cutSection } from './cut-section.ts';
import { noteLine } from './note-text.ts';
import { reportNotes } from './report-notes.ts';
import { sectionTitle } from './section-titles.ts';
import { principalNames } from './short-name.ts';
import { visibleText } from './visible-text.ts';
import type { Report, UsageTotals } from '../model/report.ts';

/**
 * How much of a report to write; all of it when left out.
 *
 * @example
 * const options: BriefOptions = { top: 10, listTop: 3 };
 */
export interface BriefOptions {
  /** Rows of each section, the dearest; the rest is summed in one line. */
  top?: number | undefined;
  /** Models without a price, and profiles, to name. Default as many as rows. */
  listTop?: number | undefined;
}

/**
 * The report in few words, for readers that pay for each of them, such as language models: like
 * `classic`, with cost and tokens of a row in one line, the dearest first, and principals by their
 * short names.
 *
 * @example
 * const text = presentBrief(report, { top: 5, listTop: 2 });
 */
export function presentBrief(report: Report, { top, listTop = top }: BriefOptions = {}): string {
  if (report.totals.requests === 0) return noUsage(report);
  const lines = [
    ...classicHeader(report),
    `Total Cost: ${costText(report.totals)} (estimated, USD, list prices checked ${report.pricesCheckedOn})`,
    ...Object.keys(report.sections).flatMap((section) => sectionLines(report, section, top)),
    '',
    ...reportNotes(report, { top: listTop, count: String }).map(noteLine),
  ];
  return `${lines.join('\n')}\n`;
}

function sectionLines(report: Report, section: string, top: number | undefined): string[] {
  const { rows, rest } = cutSection(report.sections[section] ?? [], { section, top, by: 'cost' });
  const names =
    section === 'byPrincipal'
      ? principalNames(rows.map(({ key }) => key))
      : new Map<string, string>();
  return [
    '',
    `--- ${visibleText(sectionTitle(section).classic)} ---`,
    ...rows.map((row) => `${visibleText(names.get(row.key) ?? row.key)}: ${usageText(row)}`),
    ...(rest === null ? [] : [`… ${rest.rowCount} more: ${usageText(rest)}`]),
  ];
}

function usageText(usage: UsageTotals): string {
  return `Cost=${costText(usage)}, Requests=${usage.requests}, Total=${usage.totalTokens}`;
}
