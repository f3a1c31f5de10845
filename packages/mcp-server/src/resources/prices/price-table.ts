import type { PriceRow } from '@bedrock-spend/core';

/** Prices as a table with few words: what many rows share is said once. */
export interface PriceTable {
  unit: string;
  checkedOn: string;
  discountPercent: string | null;
  /** Who says so, by the letter that stands for it in the rows. */
  sources: Record<string, string>;
  columns: string[];
  /** In the order of `columns`; `null` has no known price, and is never free. */
  rows: (string | number | null)[][];
}

const figures = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;

/** Writes prices that differ in scope or region alone as one row. */
export function priceTable(
  prices: readonly PriceRow[],
  book: Pick<PriceTable, 'checkedOn' | 'discountPercent'>,
): PriceTable {
  const sources = new Map<string, string>();
  const merged = [...Map.groupBy(prices, withoutPlace).values()].flatMap(ofSameRegions);
  const rows = merged.map((alike) => cells(alike, sources));
  return withoutEmptyColumns({
    unit: 'US dollars per million tokens; list prices, before any discount; null: no known price, never free',
    ...book,
    sources: Object.fromEntries([...sources].map(([name, letter]) => [letter, name])),
    columns: [
      'model',
      'scopes',
      'regions',
      'tier',
      ...figures,
      'longContext',
      'perImage',
      'from',
      'to',
      'source',
      'unpricedBecause',
    ],
    rows,
  });
}

function withoutPlace({ scope: _scope, region: _region, ...rest }: PriceRow): string {
  return JSON.stringify(rest);
}

/** Scopes may be said together only where they hold in the same regions. */
function ofSameRegions(alike: readonly PriceRow[]): PriceRow[][] {
  const byScope = [...Map.groupBy(alike, ({ scope }) => scope).values()];
  return [...Map.groupBy(byScope, regionsOf).values()].map((groups) => groups.flat());
}

function regionsOf(rows: readonly PriceRow[]): string {
  return rows.map(({ region }) => region).join();
}

function cells(alike: readonly PriceRow[], sources: Map<string, string>): PriceTable['rows'][0] {
  const [price] = alike;
  if (price === undefined) return [];
  return [
    price.id,
    distinct(alike.map(({ scope }) => scope)),
    distinct(alike.map(({ region }) => region ?? 'all')),
    price.tier,
    ...figures.map((kind) => price[kind] ?? null),
    longContext(price),
    price.perImage.map(imageText).join('; ') || null,
    price.effectiveFrom,
    price.effectiveTo,
    letterOf(price.source, sources),
    price.unpricedBecause,
  ];
}

function distinct(names: readonly string[]): string {
  return [...new Set(names)].join(',');
}

function longContext({ longContext: long }: PriceRow): string | null {
  if (long === null) return null;
  const parts = figures.flatMap((kind) =>
    long[kind] === undefined ? [] : `${kind} ${long[kind]}`,
  );
  return `above ${long.above} tokens: ${parts.join(', ')}`;
}

function imageText({ size, quality, usd }: PriceRow['perImage'][0]): string {
  return `${size}${quality === null ? '' : ` ${quality}`} ${usd} an image`;
}

/** Some prices have several sources, one sentence each. */
function letterOf(source: string, sources: Map<string, string>): string {
  const letters = source.split('; ').map((name) => {
    const letter = sources.get(name) ?? String.fromCodePoint(65 + sources.size);
    sources.set(name, letter);
    return letter;
  });
  return letters.join('');
}

function withoutEmptyColumns(table: PriceTable): PriceTable {
  const isKept = table.columns.map((_column, index) =>
    table.rows.some((row) => (row[index] ?? null) !== null),
  );
  return {
    ...table,
    columns: table.columns.filter((_column, index) => isKept[index]),
    rows: table.rows.map((row) => row.filter((_cell, index) => isKept[index])),
  };
}
