import { listPrices, visibleText, type PriceRow } from '@bedrock-spend/core';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { PricesFlags } from '../flags/prices-flags.ts';
import { loadPrices } from '../settings/load-prices.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { wantsColor, type Terminal } from '../terminal.ts';
import { checkedDay } from './checked-day.ts';
import { textTable, type Column } from './text-table.ts';

export interface PricesListOptions {
  filter: string | undefined;
  flags: PricesFlags;
  terminal: Terminal;
}

/** Prints the prices asked for; status 1 when there is none. */
export async function runPricesList(options: PricesListOptions): Promise<ExitStatus> {
  const { filter, flags, terminal } = options;
  const settings = await loadSettings(terminal);
  const book = await loadPrices({ flags, settings, terminal });
  const rows = listPrices(book, {
    idContains: filter,
    region: flags.region,
    tier: flags.tier as PriceRow['tier'] | undefined,
    usageDate: checkedDay(flags.day),
  });
  if (flags.json === true) {
    terminal.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  } else if (rows.length > 0) {
    const heading = wantsColor(terminal, flags.color) ? colorStyle.heading : String;
    const cells = rows.map((row) => rowCells(row).map(visibleText));
    terminal.stdout.write(textTable({ columns, rows: cells, heading }));
    const discount = book.discountPercent === null ? '' : ', before your discount';
    terminal.stdout.write(
      `\nUS dollars per million tokens${discount}; list prices checked ${book.checkedOn}.\n`,
    );
  }
  if (rows.length > 0) return exitStatus.done;
  terminal.stderr.write(`bedrock-spend: No price matches; prices list shows all of them.\n`);
  return exitStatus.failed;
}

const columns: readonly Column[] = [
  { title: 'Model', align: 'left' },
  { title: 'Scope', align: 'left' },
  { title: 'Region', align: 'left' },
  { title: 'Tier', align: 'left' },
  { title: 'Input', align: 'right' },
  { title: 'Output', align: 'right' },
  { title: 'Cache read', align: 'right' },
  { title: 'Write 5m', align: 'right' },
  { title: 'Write 1h', align: 'right' },
  { title: 'Note', align: 'left' },
];

function rowCells(row: PriceRow): string[] {
  const { id, scope, region, tier, input, output, cacheRead, cacheWrite5m, cacheWrite1h } = row;
  const amounts = [input, output, cacheRead, cacheWrite5m, cacheWrite1h];
  return [id, scope, region ?? 'all', tier, ...amounts.map((amount) => amount ?? ''), noteOf(row)];
}

function noteOf(row: PriceRow): string {
  const { longContext, perImage, effectiveFrom, effectiveTo, unpricedBecause, checkedOn } = row;
  const notes = [
    checkedOn === null ? 'your price' : '',
    effectiveFrom === null ? '' : `from ${effectiveFrom}`,
    effectiveTo === null ? '' : `to ${effectiveTo}`,
    longContext === null
      ? ''
      : `above ${longContext.above / 1000}k: ${longContext.input ?? '?'}/${longContext.output ?? '?'}`,
    ...perImage.map(({ size, usd }) => `${usd} per image${size === 'any' ? '' : ` ${size}`}`),
    unpricedBecause ?? '',
  ];
  return notes.filter((note) => note !== '').join(', ');
}
