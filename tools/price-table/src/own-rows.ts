import type { PricingScope } from '@bedrock-spend/core';

import type { PriceTier } from '../../../packages/core/src/price/price-row.ts';
import { canonicalDecimal } from './decimal.ts';
import { readInput } from './read-inputs.ts';
import type { Prices, TableRow } from './table-row.ts';
import type { TsvRecord } from './tsv.ts';

/** The prices that we entered ourselves, one row for each id, scope and region. */
export function readOwnRows(): TableRow[] {
  return readInput('decisions.rows.tsv').flatMap((record) =>
    list(record, 'ids').flatMap((id) =>
      list(record, 'scopes').flatMap((scope) =>
        (text(record, 'regions') === null ? [null] : list(record, 'regions')).map((region) =>
          ownRow(record, id, scope as PricingScope, region),
        ),
      ),
    ),
  );
}

function ownRow(
  record: TsvRecord,
  id: string,
  scope: PricingScope,
  region: string | null,
): TableRow {
  const above = text(record, 'long_above');
  return {
    id,
    scope,
    region,
    tier: record['tier'] as PriceTier,
    prices: pricesOf(record, ''),
    longContext:
      above === null ? null : { above: Number(above), prices: pricesOf(record, 'long_') },
    images: text(record, 'images') ?? '',
    effectiveFrom: text(record, 'effective_from'),
    effectiveTo: text(record, 'effective_to'),
    sources: text(record, 'source') ?? '',
    unpricedBecause: text(record, 'unpriced_because'),
  };
}

function pricesOf(record: TsvRecord, prefix: string): Prices {
  return Object.fromEntries(
    Object.entries({
      input: text(record, `${prefix}input`),
      output: text(record, `${prefix}output`),
      cacheRead: text(record, `${prefix}cache_read`),
      cacheWrite5m: text(record, `${prefix}cache_write_5m`),
      cacheWrite1h: text(record, `${prefix}cache_write_1h`),
    }).flatMap(([kind, figure]) => (figure === null ? [] : [[kind, canonicalDecimal(figure)]])),
  );
}

function list(record: TsvRecord, column: string): string[] {
  return (text(record, column) ?? '').split(',');
}

function text(record: TsvRecord, column: string): string | null {
  return record[column] || null;
}
