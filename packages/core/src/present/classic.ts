import { classicSpend } from './classic-spend.ts';
import { cutSection } from './cut-section.ts';
import { noteLine } from './note-text.ts';
import { noUsageText } from './no-usage.ts';
import { sectionTitle } from './section-titles.ts';
import { reportNotes } from './report-notes.ts';
import { visibleText } from './visible-text.ts';
import type { Report, UsageTotals } from '../model/report.ts';

/**
 * The text that users of the first Bedrock usage reports parse, line for line, and the spend part
 * after it.
 */
export function presentClassic(report: Report, { top }: { top?: number | undefined }): string {
  if (report.totals.requests === 0) return noUsage(report);
  const lines = [
    ...classicHeader(report),
    ...Object.keys(report.sections).flatMap((section) => sectionLines(report, section, top)),
    ...classicSpend(report, top),
    ...reportNotes(report, { top, count: String }).map(noteLine),
  ];
  return `${lines.join('\n')}\n`;
}

/** The line of the window and the totals, which every text of this kind begins with. */
export function classicHeader({ totals, ...report }: Report): string[] {
  return [
    `Bedrock Daily Usage Report (${windowText(report)} - ${regionsText(report)})`,
    `Total Requests: ${totals.requests}`,
    `Total Input Tokens: ${totals.effectiveInputTokens}`,
    `Total Completion Tokens: ${totals.outputTokens}`,
    `Total Tokens: ${totals.totalTokens}`,
  ];
}

function windowText({ window }: Pick<Report, 'window'>): string {
  return window.askedAs === 'days'
    ? `Past ${window.days} days`
    : `${window.since} to ${window.until}`;
}

function regionsText({ regions }: Pick<Report, 'regions'>): string {
  const named = regions.asked.length > 0 ? regions.asked : regions.found;
  return named.length === 0 ? 'all regions' : named.toSorted().map(visibleText).join(', ');
}

function sectionLines(report: Report, section: string, top: number | undefined): string[] {
  const { rows, rest } = cutSection(report.sections[section] ?? [], { section, top });
  return [
    '',
    `--- ${visibleText(sectionTitle(section).classic)} ---`,
    ...rows.map((row) => `${visibleText(row.key)}: ${usageText(row)}`),
    ...(rest === null ? [] : [`… ${rest.rowCount} more: ${usageText(rest)}`]),
  ];
}

function usageText(usage: UsageTotals): string {
  return `Requests=${usage.requests}, Input=${usage.effectiveInputTokens}, Completion=${usage.outputTokens}, Total=${usage.totalTokens}`;
}

/** What could not be read stands under it: a mistake must not look like no usage. */
export function noUsage(report: Report): string {
  const notes = reportNotes(report, { count: String })
    .filter(({ label }) => label !== 'Coverage' && label !== 'Discount')
    .map(noteLine);
  return `${[noUsageText(report), ...(notes.length === 0 ? [] : ['', ...notes])].join('\n')}\n`;
}
