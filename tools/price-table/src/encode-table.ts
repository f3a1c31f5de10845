import { priceKinds } from '../../../packages/core/src/price/price-row.ts';
import type { PriceTableData } from '../../../packages/core/src/price/price-table.ts';
import type { Decisions } from './decisions.ts';
import { priceKey, type Prices, type TableRow } from './table-row.ts';

const scopeLetters = { 'in-region': 'i', geo: 'e', global: 'g', gov: 'v' } as const;
const tierLetters = { standard: '', batch: 'b', flex: 'f', priority: 'p' } as const;
const tierOrder = Object.keys(tierLetters);

/** Packs rows into lines: rows that differ only in scope or region become one. */
export function encodeTable(rows: readonly TableRow[], decisions: Decisions): PriceTableData {
  const regionSets = new Map<string, string>();
  const setName = (regions: readonly string[]): string => {
    if (regions.length < 2) return regions[0] ?? '';
    const list = regions.join(',');
    if (!regionSets.has(list)) regionSets.set(list, regionSets.size.toString(36));
    return regionSets.get(list) ?? '';
  };
  const lines: string[] = [];
  let lastId = '';
  for (const group of groupRows(rows)) {
    const [first] = group.rows;
    if (first === undefined) continue;
    const id = first.id === lastId ? '' : first.id;
    lastId = first.id;
    lines.push(
      [
        id,
        group.scopes,
        setName(group.regions),
        tierLetters[first.tier],
        figures(first.prices),
        first.longContext === null
          ? ''
          : `${first.longContext.above},${figures(first.longContext.prices)}`,
        first.images,
        period(first),
        first.sources,
        first.unpricedBecause ?? '',
      ]
        .join('|')
        .replace(/\|+$/, ''),
    );
  }
  const used = new Set(rows.flatMap((row) => [...row.sources]));
  return {
    checkedOn: decisions.checkedOn,
    sources: Object.fromEntries(
      Object.entries(decisions.sources).filter(([letter]) => used.has(letter)),
    ),
    regionSets: Object.fromEntries([...regionSets].map(([list, name]) => [name, list])),
    lines: lines.join('\n'),
  };
}

interface Group {
  readonly rows: TableRow[];
  scopes: string;
  regions: string[];
}

function groupRows(rows: readonly TableRow[]): Group[] {
  const byRegion = groupBy(rows, (row) =>
    [row.id, row.scope, row.tier, row.region === null, row.sources, priceKey(row)].join(' '),
  ).map((group) => ({
    rows: group,
    scope: scopeLetters[(group[0] as TableRow).scope],
    regions: group.flatMap(({ region }) => (region === null ? [] : [region])).sort(),
  }));
  const byScope = groupBy(byRegion, ({ rows: [first], regions }) => {
    const { id, tier, sources } = first as TableRow;
    return [id, tier, regions.join(), sources, priceKey(first as TableRow)].join(' ');
  }).map((groups): Group => ({
    rows: groups.flatMap(({ rows: members }) => members),
    scopes: groups.map(({ scope }) => scope).join(''),
    regions: groups[0]?.regions ?? [],
  }));
  return byScope.sort((a, b) => compare(sortKey(a), sortKey(b)));
}

function sortKey({ rows: [first], scopes, regions }: Group): string {
  const { id, tier, effectiveFrom } = first as TableRow;
  return [id, tierOrder.indexOf(tier), regions.join(), effectiveFrom ?? '', scopes].join(' ');
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function figures(prices: Prices): string {
  return priceKinds
    .map((kind) => prices[kind] ?? '')
    .join(',')
    .replace(/,+$/, '');
}

function period({ effectiveFrom, effectiveTo }: TableRow): string {
  return effectiveFrom === null && effectiveTo === null
    ? ''
    : `${effectiveFrom ?? ''}..${effectiveTo ?? ''}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The table as a module of the library. */
export function renderTable(data: PriceTableData): string {
  return `// Generated from tools/price-table/inputs by \`npx nx build-prices price-table\`. Do not edit.
export const priceTableData = {
  checkedOn: '${data.checkedOn}',
  sources: {
${entries(data.sources)}
  },
  regionSets: {
${entries(data.regionSets)}
  },
  // id|scopes|regions|tier|prices|long context|images|from..to|sources|why unpriced
  lines: \`
${data.lines}
\`,
};
`;
}

function entries(record: Readonly<Record<string, string>>): string {
  return Object.entries(record)
    .sort(([a], [b]) => compare(a, b))
    .map(([key, value]) => `    ${/^[a-z]\w*$/i.test(key) ? key : `'${key}'`}: ${quote(value)},`)
    .join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
