import { Big } from 'big.js';

import { formatCount, formatDollars } from './format-usd.ts';
import { plural } from './plural.ts';
import { visibleText } from './visible-text.ts';
import type { Bill } from '../model/bill.ts';

/** A table of texts; all columns but the first ones hold figures. */
export interface BillTable {
  titles: readonly string[];
  /** Columns from the left that hold names. */
  names: number;
  rows: readonly BillTableRow[];
}

export interface BillTableRow {
  cells: readonly string[];
  /** `sum` stands apart; `open` may still change. */
  kind: 'plain' | 'sum' | 'open';
}

/** `Bedrock bill, 2026-11-16 to 2026-11-22 (7 days, UTC), all accounts, all regions`. */
export function billHeadline({ window, accounts, regions }: Bill): string {
  const days = plural(formatCount(window.days), 'day');
  const whose = accounts.length === 0 ? 'all accounts' : accounts.join(', ');
  const where = regions.length === 0 ? 'all regions' : regions.join(', ');
  return visibleText(
    `Bedrock bill, ${window.since} to ${window.until} (${days}, UTC), ${whose}, ${where}`,
  );
}

/** Usage types of each service over all days, those that cost most first. */
export function usageTable({ services, lines }: Bill): BillTable {
  const rows = services
    .toSorted((one, other) => new Big(other.billedUsd).cmp(one.billedUsd))
    .flatMap(({ name, billedUsd }): BillTableRow[] => {
      const own = lines.filter(({ service }) => service === name);
      const types = Map.groupBy(own, ({ usageType, unit }) => JSON.stringify([usageType, unit]));
      const sums = [...types.values()].map((group) => ({
        usageType: group[0]?.usageType ?? '',
        unit: group[0]?.unit ?? '',
        quantity: sumOf(group.map(({ quantity }) => quantity)),
        billedUsd: sumOf(group.map((line) => line.billedUsd)),
      }));
      sums.sort((one, other) => other.billedUsd.cmp(one.billedUsd));
      return [
        { cells: [visibleText(name), '', '', dollars(billedUsd)], kind: 'sum' },
        ...sums.map((sum): BillTableRow => ({
          cells: [
            `  ${visibleText(sum.usageType)}`,
            formatQuantity(sum.quantity),
            visibleText(sum.unit),
            dollars(sum.billedUsd.toFixed()),
          ],
          kind: 'plain',
        })),
      ];
    });
  return { titles: ['Service, usage type', 'Quantity', 'Unit', 'Billed'], names: 1, rows };
}

export function sumOf(amounts: readonly string[]): Big {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0));
}

/** `-` where it is not known. */
export function dollars(amount: string | null, { signed = false } = {}): string {
  if (amount === null) return '-';
  const sign = new Big(amount).lt(0) ? '-' : signed && !new Big(amount).eq(0) ? '+' : '';
  return sign + formatDollars(new Big(amount).abs().toFixed());
}

/** Up to three places; smaller ones with three digits, for they are not 0. */
function formatQuantity(quantity: Big): string {
  const rounded =
    quantity.abs().lt('0.001') && !quantity.eq(0) ? quantity.prec(3) : quantity.round(3);
  const [whole = '', fraction] = rounded.toFixed().split('.');
  return formatCount(whole) + (fraction === undefined ? '' : `.${fraction}`);
}
