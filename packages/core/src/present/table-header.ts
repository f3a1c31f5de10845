import { padLeft, padRight, shortenMiddle, widestText, wrapText } from './fit-text.ts';
import { formatCount, formatDollars } from './format-usd.ts';
import { plural } from './plural.ts';
import type { TextStyle } from './text-style.ts';
import { visibleText } from './visible-text.ts';
import type { Report, ReportSource, UsageTotals } from '../model/report.ts';

interface HeaderOptions {
  width: number;
  style: TextStyle;
}

/** Window, regions, sources and totals. */
export function tableHeader(report: Report, { width, style }: HeaderOptions): string[] {
  return [
    ...wrapText(headline(report), width).map(style.heading),
    ...report.sources.map((source) => style.quiet(shortenMiddle(sourceText(source), width))),
    ...(report.totals.requests === 0 ? [] : ['', ...totalLines(report, { width, style })]),
  ];
}

function headline({ window, timeZone, regions }: Report): string {
  const days = plural(formatCount(window.days), 'day');
  const named = regions.asked.length > 0 ? regions.asked : regions.found;
  const where = named.length === 0 ? 'all regions' : named.map(visibleText).join(', ');
  return `Bedrock spend, ${window.since} to ${window.until} (${days}, ${visibleText(timeZone)}), ${where}`;
}

function sourceText({ name, records }: ReportSource): string {
  return `${visibleText(name)}: ${plural(formatCount(records), 'record')}`;
}

function totalLines(report: Report, { width, style }: HeaderOptions): string[] {
  const { totals } = report;
  const lines = [
    {
      name: 'Cost',
      value: costText(totals),
      detail: costDetail(report),
      mark: totals.costStatus === 'complete' ? style.cost : style.warning,
    },
    { name: 'Requests', value: formatCount(totals.requests), detail: outcomes(totals) },
    { name: 'Tokens', value: formatCount(totals.totalTokens), detail: tokenKinds(totals) },
  ];
  const nameWidth = widestText(lines.map(({ name }) => name));
  const valueWidth = widestText(lines.map(({ value }) => value));
  const indent = nameWidth + 2 + valueWidth + 2;
  return lines.flatMap(({ name, value, detail, mark = (text: string) => text }) => {
    const [first = '', ...more] = wrapText(detail, Math.max(10, width - indent));
    const start = `${padRight(name, nameWidth)}  ${mark(padLeft(value, valueWidth))}  `;
    return [
      start + style.quiet(first),
      ...more.map((text) => ' '.repeat(indent) + style.quiet(text)),
    ];
  });
}

function costDetail({ pricesCheckedOn, totals }: Report): string {
  const estimate = `estimated at list prices checked ${pricesCheckedOn}`;
  return totals.costStatus === 'incomplete'
    ? `${estimate}; + means some usage has no price`
    : estimate;
}

function costText({ costUsd, costStatus }: UsageTotals): string {
  if (costStatus === 'unpriced') return 'unpriced';
  return `${formatDollars(costUsd)}${costStatus === 'incomplete' ? '+' : ''}`;
}

function outcomes({ served, failed, blocked }: UsageTotals): string {
  if (failed + blocked === 0) return '';
  return listed([
    ['served', served],
    ['failed', failed],
    ['blocked', blocked],
  ]);
}

function tokenKinds(totals: UsageTotals): string {
  return listed([
    ['input', totals.inputTokens],
    ['cache read', totals.cacheReadTokens],
    ['cache write', totals.cacheWriteTokens],
    ['output', totals.outputTokens],
  ]);
}

/** What is 0 goes without saying. */
function listed(counts: readonly (readonly [name: string, count: number])[]): string {
  return counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${formatCount(count)} ${name}`)
    .join(', ');
}
