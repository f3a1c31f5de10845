import { priceFileJsonSchema } from '../../../packages/core/src/price/price-file-schema.ts';

/** JSON Schema of price files, as text: what editors check and complete. */
export function renderPriceFileSchema(): string {
  return `${JSON.stringify(priceFileJsonSchema(), null, 2)}\n`;
}
