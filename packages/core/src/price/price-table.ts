import type { PricingScope } from '../model/model-id.ts';
import { priceTableData } from './price-table.data.ts';
import { priceKinds, type PriceRow, type PriceTier, type TokenPrices } from './price-row.ts';

/** The generated table as it is stored: one line of text per price, decoded when first asked for. */
export interface PriceTableData {
  readonly checkedOn: string;
  /** By the letter that stands for a source in the lines. */
  readonly sources: Readonly<Record<string, string>>;
  /** Lists of regions that share prices, by the name that stands for them in the lines. */
  readonly regionSets: Readonly<Record<string, string>>;
  readonly lines: string;
}

/** Prices by id. */
export interface PriceTable {
  /** Day the whole table was last checked, `YYYY-MM-DD`. */
  readonly checkedOn: string;
  readonly ids: () => readonly string[];
  /** All prices of exactly this id; empty when it has none. */
  readonly rowsOf: (id: string) => readonly PriceRow[];
}

const scopes: Readonly<Record<string, PricingScope>> = {
  i: 'in-region',
  e: 'geo',
  g: 'global',
  v: 'gov',
};

const tiers: Readonly<Record<string, PriceTier>> = {
  '': 'standard',
  b: 'batch',
  f: 'flex',
  p: 'priority',
};

let builtIn: PriceTable | undefined;

/** The committed table; decoded on first use and kept. */
export function builtInPriceTable(): PriceTable {
  builtIn ??= createPriceTable(priceTableData);
  return builtIn;
}

/** Reads a table; a line becomes rows only when its id is asked for. */
export function createPriceTable(data: PriceTableData): PriceTable {
  const linesById = new Map<string, string[]>();
  let id = '';
  for (const line of data.lines.split('\n')) {
    if (line === '') continue;
    const end = line.indexOf('|');
    if (end > 0) id = line.slice(0, end);
    const lines = linesById.get(id);
    if (lines === undefined) linesById.set(id, [line]);
    else lines.push(line);
  }
  const rowsById = new Map<string, readonly PriceRow[]>();
  const ids = [...linesById.keys()];
  return {
    checkedOn: data.checkedOn,
    ids: () => ids,
    rowsOf(id) {
      let rows = rowsById.get(id);
      if (rows === undefined) {
        rows = (linesById.get(id) ?? []).flatMap((line) => decodeLine(id, line, data));
        rowsById.set(id, rows);
      }
      return rows;
    },
  };
}

// id|scopes|regions|tier|prices|long context|images|from..to|sources|why unpriced
function decodeLine(id: string, line: string, data: PriceTableData): PriceRow[] {
  const [, scopeLetters = '', regionSet = '', tier = '', prices = '', ...rest] = line.split('|');
  const [longContext = '', images = '', period = '', sources = '', unpricedBecause = ''] = rest;
  const [above, ...longPrices] = longContext.split(',');
  const [effectiveFrom, effectiveTo] = period.split('..');
  const regions = regionSet === '' ? [null] : (data.regionSets[regionSet] ?? regionSet).split(',');
  return [...scopeLetters].flatMap((letter) =>
    regions.map((region) => ({
      id,
      scope: known(scopes, letter),
      region,
      tier: known(tiers, tier),
      ...tokenPrices(prices.split(',')),
      longContext: above ? { above: Number(above), ...tokenPrices(longPrices) } : null,
      perImage: images === '' ? [] : images.split(';').map(imagePrice),
      effectiveFrom: effectiveFrom || null,
      effectiveTo: effectiveTo || null,
      source: [...sources].map((source) => known(data.sources, source)).join('; '),
      checkedOn: data.checkedOn,
      unpricedBecause: unpricedBecause || null,
    })),
  );
}

function tokenPrices(figures: readonly string[]): TokenPrices {
  const prices: { -readonly [Kind in keyof TokenPrices]: string } = {};
  for (const [index, kind] of priceKinds.entries()) {
    const figure = figures[index];
    if (figure) prices[kind] = figure;
  }
  return prices;
}

function imagePrice(text: string) {
  const [what = '', usd = ''] = text.split('=');
  const [size = '', quality] = what.split(':');
  return { size, quality: quality ?? null, usd };
}

function known<Value>(values: Readonly<Record<string, Value>>, key: string): Value {
  const value = values[key];
  if (value === undefined) throw new Error(`The price table has no meaning for "${key}"`);
  return value;
}
