import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createPriceBook, parsePriceFile, type PriceBook } from '@bedrock-spend/core';
import type { ReportFlags } from '../flags/report-flags.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Settings } from './load-settings.ts';

export interface PricesOptions {
  flags: Pick<ReportFlags, 'prices' | 'discount'>;
  settings: Settings;
  terminal: Terminal;
}

/** List prices, with the user's own before them and the discount off. */
export async function loadPrices({ flags, settings, terminal }: PricesOptions): Promise<PriceBook> {
  const path = flags.prices ?? settings.prices;
  const file =
    path === undefined
      ? { overrides: [] }
      : await parsePriceFile(await readText(resolve(terminal.workingDirectory, path), path), path);
  const discountPercent = flags.discount ?? settings.discount;
  return createPriceBook(discountPercent === undefined ? file : { ...file, discountPercent });
}

async function readText(file: string, asTyped: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? 'does not exist' : `cannot be read: ${message}`;
    throw new UsageError(`The price file ${asTyped} ${problem}.`, { cause: error });
  }
}
