import { cutSection, type CutSection } from './cut-section.ts';
import { padLeft, padRight, shortenMiddle, wrapText } from './fit-text.ts';
import { formatCount } from './format-usd.ts';
import { noUsageText } from './no-usage.ts';
import { plural } from './plural.ts';
import { reportNotes } from './report-notes.ts';
import { principalNames } from './short-name.ts';
import { sectionTitle } from './section-titles.ts';
import { tableHeader } from './table-header.ts';
import { gap, layOutTable, percentWidth, type TableLayout } from './table-layout.ts';
import { tableNotes } from './table-notes.ts';
import { shareBar, sharePercent } from './share-bar.ts';
import { plainStyle, type TextStyle } from './text-style.ts';
import { visibleText } from './visible-text.ts';
import type { Report, UsageTotals } from '../model/report.ts';

export interface TableOptions {
  top?: number | undefined;
  width?: number | undefined;
  style?: TextStyle | undefined;
}

interface TableSection extends CutSection {
  title: string;
  /** What stands in the first column, by key. */
  names: ReadonlyMap<string, string>;
}

/** The report for a terminal of `width` columns. */
export function presentTable(
  report: Report,
  { top, width = 80, style = plainStyle }: TableOptions,
): string {
  const sections = Object.keys(report.sections).map((section) =>
    tableSection(report, section, top),
  );
  const layout = layOutTable({
    width,
    totals: report.totals,
    names: sections.flatMap(({ title, names }) => [title, ...names.values()]),
    usages: sections.flatMap(({ rows, rest }) => [...rows, ...(rest === null ? [] : [rest])]),
  });
  const isEmpty = report.totals.requests === 0;
  const notes = reportNotes(report, { top, count: formatCount }).filter(
    ({ label }) => !isEmpty || label !== 'Coverage',
  );
  const lines = [
    ...tableHeader(report, { width, style }),
    ...(isEmpty
      ? ['', ...noUsageLines(report, width)]
      : sections.flatMap((section) => sectionLines(section, { report, layout, style }))),
    ...tableNotes(notes, { width, style }),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function noUsageLines(report: Report, width: number): string[] {
  const records = report.sources.reduce((sum, source) => sum + source.records, 0);
  const elsewhere = `${plural(formatCount(records), 'record')} read; none is in this period and passes the filters.`;
  const sentences = [noUsageText(report), ...(records === 0 ? [] : [elsewhere])];
  return sentences.flatMap((sentence) => wrapText(sentence, width));
}

function tableSection(report: Report, section: string, top: number | undefined): TableSection {
  const cut = cutSection(report.sections[section] ?? [], { section, top, by: 'cost' });
  const keys = cut.rows.map(({ key }) => key);
  const shown =
    section === 'byPrincipal' ? principalNames(keys) : new Map(keys.map((key) => [key, key]));
  return {
    ...cut,
    title: visibleText(sectionTitle(section).column),
    names: new Map([...shown].map(([key, name]) => [key, visibleText(name)])),
  };
}

interface SectionContext {
  report: Report;
  layout: TableLayout;
  style: TextStyle;
}

function sectionLines(
  { title, names, rows, rest }: TableSection,
  { report, layout, style }: SectionContext,
): string[] {
  const share = shareOf(report.totals);
  const largestShare = rows.reduce((most, row) => Math.max(most, share.of(row) ?? 0), 0);
  const line = (name: string, usage: UsageTotals): string =>
    padRight(shortenMiddle(name, layout.name), layout.name) +
    figureCells(usage, { layout, style }) +
    shareCell(share.of(usage), { largestShare, layout, style });
  return [
    '',
    style.heading(titleLine(title, share.title, layout)),
    ...rows.map((row) => line(names.get(row.key) ?? row.key, row)),
    ...(rest === null ? [] : [line(`… ${rest.rowCount} more`, rest)]),
  ];
}

function titleLine(title: string, shareTitle: string, layout: TableLayout): string {
  const figures = layout.figures.map(({ column, width }) =>
    // Costs end with a mark or a space, so that their points stand in one line.
    padLeft(column.title === 'Cost' ? 'Cost ' : column.title, gap + width),
  );
  const shares = layout.share === 0 ? '' : ' '.repeat(gap) + fittingTitle(shareTitle, layout.share);
  return (
    padRight(shortenMiddle(title, layout.name), layout.name) +
    figures.join('') +
    shares
  ).trimEnd();
}

/** `Share of cost`, `Share` or nothing. */
function fittingTitle(title: string, width: number): string {
  const shorter = title.split(' ')[0] ?? '';
  return [title, shorter].find((text) => text.length <= width) ?? '';
}

function figureCells(
  usage: UsageTotals,
  { layout, style }: Omit<SectionContext, 'report'>,
): string {
  const cells = layout.figures.map(({ column, width }) => {
    const cell = padLeft(column.cell(usage), gap + width);
    if (column.title !== 'Cost') return cell;
    return usage.costStatus === 'complete' ? style.cost(cell) : style.warning(cell);
  });
  return cells.join('');
}

interface ShareContext {
  largestShare: number;
  layout: TableLayout;
  style: TextStyle;
}

/** The bar shows a share beside the largest of its section, the percentage beside the total. */
function shareCell(share: number | null, { largestShare, layout, style }: ShareContext): string {
  if (layout.share === 0 || share === null) return '';
  const percent = padLeft(sharePercent(share), gap + percentWidth);
  if (layout.bar === 0 || largestShare === 0) return percent;
  return `${percent} ${style.bar(shareBar(share / largestShare, layout.bar))}`;
}

/** Shares are of the cost, or of the tokens where nothing has a price. For the eye only. */
function shareOf(totals: UsageTotals): {
  title: string;
  of(usage: UsageTotals): number | null;
} {
  const totalCost = Number(totals.costUsd);
  if (totalCost > 0) {
    return {
      title: 'Share of cost',
      of: ({ costUsd, costStatus }) =>
        costStatus === 'unpriced' ? null : Number(costUsd) / totalCost,
    };
  }
  return {
    title: 'Share of tokens',
    of: ({ totalTokens }) => (totals.totalTokens === 0 ? null : totalTokens / totals.totalTokens),
  };
}
