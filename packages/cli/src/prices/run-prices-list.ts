import { listPrices, type PriceRow } from '@bedrock-spend/core';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { PricesFlags } from '../flags/prices-flags.ts';
import { loadPrices } from '../settings/load-prices.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { wantsColor, type Terminal } from '../terminal.ts';
import { checkedDay } from './checked-day.ts';
import { priceTable } from './price-table.ts';

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
    const width = terminal.stdout.columns ?? Number.POSITIVE_INFINITY;
    terminal.stdout.write(priceTable({ rows, width, heading }));
    const discount = book.discountPercent === null ? '' : ', before your discount';
    terminal.stdout.write(
      `\nUS dollars per million tokens${discount}; list prices checked ${book.checkedOn}.\n`,
    );
  }
  if (rows.length > 0) return exitStatus.done;
  terminal.stderr.write(`bedrock-spend: No price matches; prices list shows all of them.\n`);
  return exitStatus.failed;
}
