import { SpendError } from '../errors.ts';
import { createPriceBook } from './price-book.ts';
import type { PriceOverride } from './price-override.ts';

/**
 * What a price file holds, ready for `createPriceBook`.
 *
 * @example
 * const book = createPriceBook(await parsePriceFile(text, 'prices.json'));
 */
export interface PriceFile {
  readonly overrides: readonly PriceOverride[];
  readonly discountPercent?: string | undefined;
}

/**
 * Reads a price file: JSON with `prices` and `discountPercent`, described by `prices.schema.json`.
 * Amounts are strings; a JSON number is refused, because most decimal fractions are not exact as
 * numbers. Unknown keys are refused too.
 *
 * @param text Content of the file.
 * @param name Name for messages, usually its path.
 * @throws SpendError `INVALID_PRICES`, one sentence that names the place and says what to write.
 * @example
 * const prices = await parsePriceFile('{"prices": [{"id": "openai.gpt-5.5", "input": "5.00"}]}', 'prices.json');
 * const book = createPriceBook(prices);
 */
export async function parsePriceFile(text: string, name: string): Promise<PriceFile> {
  let value: unknown;
  try {
    // Editors on Windows put a byte-order mark first.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new SpendError('INVALID_PRICES', `${name} is not JSON: ${messageOf(cause)}`, { cause });
  }
  return checkPriceFile(value, name);
}

/**
 * Checks prices that are parsed already, such as a part of a configuration file.
 *
 * @throws SpendError `INVALID_PRICES`
 * @example
 * await checkPriceFile({ discountPercent: '12.5' }, 'bedrock-spend.config.json');
 */
export async function checkPriceFile(value: unknown, name: string): Promise<PriceFile> {
  const { priceFileSchema } = await import('./price-file-schema.ts');
  const result = priceFileSchema.safeParse(value);
  if (!result.success) {
    const { priceFileProblem } = await import('./price-file-problem.ts');
    throw new SpendError('INVALID_PRICES', `${name}: ${priceFileProblem(value, result.error)}`);
  }
  const { prices = [], discountPercent } = result.data;
  const file: PriceFile = { overrides: prices, discountPercent };
  try {
    // What the schema cannot say: amounts out of range, two prices for one call.
    createPriceBook(file);
  } catch (cause) {
    if (!SpendError.isInstance(cause)) throw cause;
    throw new SpendError('INVALID_PRICES', `${name}: ${cause.message}`, { cause });
  }
  return file;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
