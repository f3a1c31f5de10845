import { cutSection } from './cut-section.ts';
import { formatCount, formatDollars } from './format-usd.ts';
import { markdownText } from './markdown-text.ts';
import { noteSentence } from './note-text.ts';
import { noUsageText } from './no-usage.ts';
import { plural } from './plural.ts';
import { reportNotes } from './report-notes.ts';
import { sectionTitle } from './section-titles.ts';
import { visibleText } from './visible-text.ts';
import type { Report, UsageTotals } from '../model/report.ts';

const figureTitles = ['Requests', 'Input', 'Output', 'Total', 'Cost'];

/** The report as GitHub-flavored Markdown: a table for each section. */
export function presentMarkdown(report: Report, { top }: { top?: number | undefined }): string {
  const isEmpty = report.totals.requests === 0;
  const notes = reportNotes(report, { top, count: formatCount }).filter(
    ({ label }) => !isEmpty || label !== 'Coverage',
  );
  const blocks = [
    `## ${headline(report)}`,
    ...(isEmpty
      ? [noUsageText(report)]
      : [
          `Estimated at list prices checked ${report.pricesCheckedOn}, in US dollars.`,
          tableBlock('', [['**All**', report.totals]]),
          ...Object.keys(report.sections).map((section) => sectionBlock(report, section, top)),
        ]),
    ...(notes.length === 0
      ? []
      : [
          notes
            .map((note) => `- **${note.label}:** ${markdownText(noteSentence(note))}`)
            .join('\n'),
        ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function headline({ window, timeZone, regions }: Report): string {
  const named = regions.asked.length > 0 ? regions.asked : regions.found;
  const where = named.length === 0 ? 'all regions' : named.join(', ');
  return markdownText(
    visibleText(
      `Bedrock spend, ${window.since} to ${window.until} (${plural(window.days, 'day')}, ${timeZone}), ${where}`,
    ),
  );
}

function sectionBlock(report: Report, section: string, top: number | undefined): string {
  const { rows, rest } = cutSection(report.sections[section] ?? [], { section, top, by: 'cost' });
  const lines: [string, UsageTotals][] = rows.map((row) => [
    markdownText(visibleText(row.key)),
    row,
  ]);
  if (rest !== null) lines.push([`… ${formatCount(rest.rowCount)} more`, rest]);
  return tableBlock(markdownText(visibleText(sectionTitle(section).column)), lines);
}

function tableBlock(title: string, lines: readonly (readonly [string, UsageTotals])[]): string {
  return [
    [title, ...figureTitles],
    [':--', ...figureTitles.map(() => '--:')],
    ...lines.map(([name, usage]) => [name, ...figures(usage)]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function figures(usage: UsageTotals): string[] {
  return [
    formatCount(usage.requests),
    formatCount(usage.effectiveInputTokens),
    formatCount(usage.outputTokens),
    formatCount(usage.totalTokens),
    costText(usage),
  ];
}

function costText({ costUsd, costStatus }: UsageTotals): string {
  if (costStatus === 'unpriced') return 'unpriced';
  return `${formatDollars(costUsd)}${costStatus === 'incomplete' ? ' (incomplete)' : ''}`;
}
