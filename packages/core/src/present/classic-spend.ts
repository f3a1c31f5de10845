import { cutSection } from './cut-section.ts';
import { formatUsd } from './format-usd.ts';
import { sectionDimension } from './section-titles.ts';
import { visibleText } from './visible-text.ts';
import type { Report, UsageTotals } from '../model/report.ts';

/** The spend part of the classic text: total, then a line for each row, in the order of the sections. */
export function classicSpend(report: Report, top: number | undefined): string[] {
  return [
    '',
    `--- Spend (estimated, USD, list prices checked ${report.pricesCheckedOn}) ---`,
    `Total Cost: ${costText(report.totals)}`,
    ...spendSections(report).flatMap((section) => {
      const { rows, rest } = cutSection(report.sections[section] ?? [], { section, top });
      return [
        ...rows.map((row) => `${visibleText(row.key)}: Cost=${costText(row)}`),
        ...(rest === null ? [] : [`… ${rest.rowCount} more: Cost=${costText(rest)}`]),
      ];
    }),
  ];
}

/**
 * Regions are left out beside days, models and principals, as the text is documented; asked for in
 * any other way, they are listed.
 */
function spendSections({ sections }: Report): string[] {
  const names = Object.keys(sections);
  const isDefault = names.map(sectionDimension).join() === 'day,region,model,principal';
  return isDefault ? names.filter((section) => section !== 'byRegion') : names;
}

/** Dollars, or what is not known of them. */
export function costText({ costUsd, costStatus }: UsageTotals): string {
  switch (costStatus) {
    case 'complete':
      return formatUsd(costUsd);
    case 'incomplete':
      return `${formatUsd(costUsd)} (incomplete)`;
    case 'unpriced':
      return 'unpriced';
  }
}
