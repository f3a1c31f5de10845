import { z } from 'zod';

import { requestSizeThresholds } from '../model/usage-row.ts';
import { priceTiers } from './price-row.ts';
import { amountPattern, percentPattern } from './usd.ts';

// Loaded only when a price file is read: pricing itself needs no schema library.

const amount = z
  .string()
  .regex(amountPattern)
  .describe('US dollars as a decimal string with at most 12 decimals, for example "3.30"');

const tokenPrice = (what: string) =>
  amount.optional().describe(`US dollars per million ${what}, decimal string; left out: no price`);

const day = (what: string) => z.iso.date().optional().describe(`${what} (UTC), YYYY-MM-DD`);

const tokenPrices = {
  input: tokenPrice('input tokens'),
  output: tokenPrice('output tokens'),
  cacheRead: tokenPrice('tokens read from the prompt cache'),
  cacheWrite5m: tokenPrice('tokens written to the prompt cache for 5 minutes'),
  cacheWrite1h: tokenPrice('tokens written to the prompt cache for 1 hour'),
};

export const priceOverrideSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .describe('model id as called, base model id, or ARN (application inference profile …)'),
  scope: z
    .enum(['in-region', 'geo', 'global', 'gov'])
    .optional()
    .describe('kind of call; left out: calls of exactly this id, in any scope'),
  region: z.string().min(1).optional().describe('region of the call; left out: all regions'),
  tier: z.enum(priceTiers).optional().describe('service tier; left out: standard'),
  ...tokenPrices,
  longContext: z
    .strictObject({
      above: z
        .literal(requestSizeThresholds)
        .describe('effective input tokens above which a whole request has these prices'),
      ...tokenPrices,
    })
    .optional()
    .describe('prices of long requests'),
  perImage: z
    .array(
      z.strictObject({
        size: z
          .string()
          .regex(/^(?:\d+x\d+|any)$/)
          .describe('width x height in pixels, for example "1024x1024", or "any"'),
        usd: amount.describe('US dollars per image, decimal string'),
      }),
    )
    .optional()
    .describe('prices of generated images'),
  effectiveFrom: day('first day the price holds'),
  effectiveTo: day('last day the price holds'),
  discounted: z
    .boolean()
    .optional()
    .describe('take discountPercent off this price too; left out: it is what is paid'),
});

/** What a price file may hold: own prices and a discount. */
export const priceFileSchema = z
  .strictObject({
    $schema: z.string().optional().describe('address of this schema, for editors'),
    discountPercent: z
      .string()
      .regex(percentPattern)
      .optional()
      .describe(
        'percent off all list prices, decimal string from "0" to "100", for example "12.5"',
      ),
    prices: z
      .array(priceOverrideSchema)
      .optional()
      .describe('own prices; they stand before the list'),
  })
  .describe('Own prices and a discount for bedrock-spend');

/** The schema as JSON Schema, as published in `schemas/prices.schema.json`. */
export function priceFileJsonSchema(): object {
  return z.toJSONSchema(priceFileSchema, { io: 'input' });
}
