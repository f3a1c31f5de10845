import { readFile } from 'node:fs/promises';

import { createPriceBook, parsePriceFile, SpendError, type PriceBook } from '@bedrock-spend/core';

/**
 * Reads a file of own prices.
 *
 * @throws SpendError `INVALID_PRICES` when it cannot be read or says something wrong.
 */
export async function readPrices(path: string): Promise<PriceBook> {
  return createPriceBook(await parsePriceFile(await textOf(path), path));
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new SpendError('INVALID_PRICES', `The price file ${path} cannot be read.`, { cause });
  }
}
