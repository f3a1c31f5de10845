import type { PriceKind } from '../../../packages/core/src/price/price-row.ts';
import type { Claim } from './claim.ts';
import { canonicalDecimal } from './decimal.ts';
import { matches, type Derivation } from './decisions.ts';
import { samePrices, type TableRow } from './table-row.ts';

/** Whom we believe first where several agree within a percent but not to the digit. */
const trust = 'gpilt';

/** The geography whose profiles can be called from a region. */
const geographyOfRegion: readonly (readonly [prefix: string, geography: string])[] = [
  ['eu-', 'eu'],
  ['ap-', 'apac'],
  ['ca-', 'us'],
  ['us-', 'us'],
];

interface Cell {
  readonly id: string;
  readonly scope: Claim['scope'];
  readonly region: string | null;
  readonly tier: Claim['tier'];
  readonly claims: Claim[];
}

/**
 * Makes the rows of the table: our own first, then one for everything that the remaining figures
 * price and we did not.
 */
export function makeRows(
  claims: readonly Claim[],
  ownRows: readonly TableRow[],
  derivations: readonly Derivation[],
): TableRow[] {
  const rows = [...ownRows];
  const owned = new Set(ownRows.map((row) => cellName(row)));
  const add = (row: TableRow) => {
    if (!owned.has(cellName(row))) rows.push(row);
  };
  const ids = [...new Set(claims.map(({ baseId }) => baseId))].sort();
  for (const baseId of ids) {
    const ofModel = claims.filter((claim) => claim.baseId === baseId);
    const derived = derivations.filter(({ ids }) => ids.some((id) => matches(id, baseId)));
    const made = (scope: Claim['scope']) =>
      cells(ofModel.filter((claim) => claim.scope === scope && claim.geography === null)).map(
        (cell) => toRow(cell, derived),
      );
    withoutRepetition(made('in-region')).forEach(add);
    withoutRepetition(regionless(govRows(ofModel, derived))).forEach(add);
    const global = cells(ofModel.filter(({ scope }) => scope === 'global'));
    for (const cell of global) add(toRow(cell, derived));
    geoRows(baseId, ofModel, rows, derived).forEach(add);
  }
  return rows;
}

/**
 * A call through a profile of a geography pays what a call in its own region pays: AWS takes the price
 * of the region that the profile is called from. Where a source gives the geography a price of its
 * own, that one holds for the regions without a price of theirs.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html
 */
function geoRows(
  baseId: string,
  claims: readonly Claim[],
  rows: readonly TableRow[],
  derivations: readonly Derivation[],
): TableRow[] {
  const mirrored = rows
    .filter((row) => row.id === baseId && row.scope === 'in-region')
    .map((row): TableRow => ({ ...row, scope: 'geo' }));
  const geographies = new Set(
    claims.flatMap(({ scope, geography }) =>
      scope === 'geo' && geography !== null ? [geography] : [],
    ),
  );
  const own = [...geographies].sort().flatMap((geography) => {
    const ofGeography = claims.filter(
      (claim) => claim.scope === 'geo' && claim.geography === geography,
    );
    const id = `${geography}.${baseId}`;
    return withoutRepetition(
      cells(ofGeography).map((cell) => ({ ...toRow(cell, derivations), id })),
    )
      .filter((row) => !mirrored.some((other) => other.region === null && agrees(row, other)))
      .flatMap((row) => [row, ...regionsOf(geography, row, mirrored)]);
  });
  return [...mirrored, ...own];
}

/** Rows that keep the price of a region where a row for the whole geography would hide it. */
function regionsOf(geography: string, row: TableRow, mirrored: readonly TableRow[]): TableRow[] {
  return mirrored
    .filter(({ region, tier }) => {
      const [, found] = geographyOfRegion.find(([prefix]) => region?.startsWith(prefix)) ?? [];
      return found === geography && tier === row.tier;
    })
    .map((other) => ({ ...other, id: row.id }));
}

function agrees(row: TableRow, other: TableRow): boolean {
  return (
    row.tier === other.tier &&
    Object.entries(row.prices).every(([kind, figure]) => {
      const expected = other.prices[kind as PriceKind];
      return expected === undefined || expected === figure;
    })
  );
}

/** GovCloud: by prefix (`us-gov.`) and by region (a bare id in `us-gov-west-1`). */
function govRows(claims: readonly Claim[], derivations: readonly Derivation[]): TableRow[] {
  return cells(claims.filter(({ scope }) => scope === 'gov')).map((cell) =>
    toRow(cell, derivations),
  );
}

/** One row without region instead of several where all regions have one price. */
function regionless(rows: readonly TableRow[]): TableRow[] {
  const [first] = rows;
  if (
    first === undefined ||
    rows.some((row) => !samePrices(row, first) || row.tier !== first.tier)
  ) {
    return [...rows];
  }
  return [{ ...first, region: null }];
}

/** Drops the row of a region that says what the row for all regions says. */
function withoutRepetition(rows: readonly TableRow[]): TableRow[] {
  return rows.filter(
    (row) =>
      row.region === null ||
      !rows.some(
        (other) => other.region === null && other.tier === row.tier && samePrices(other, row),
      ),
  );
}

function cells(claims: readonly Claim[]): Cell[] {
  const byName = new Map<string, Cell>();
  for (const claim of claims) {
    const { baseId: id, scope, region, tier, effectiveFrom } = claim;
    const name = [id, scope, region, tier, effectiveFrom].join(' ');
    let cell = byName.get(name);
    if (cell === undefined) byName.set(name, (cell = { id, scope, region, tier, claims: [] }));
    cell.claims.push(claim);
  }
  return [...byName.values()];
}

function toRow(
  { id, scope, region, tier, claims }: Cell,
  derivations: readonly Derivation[],
): TableRow {
  const byTrust = [...claims].sort((a, b) => trust.indexOf(a.source) - trust.indexOf(b.source));
  const prices: Partial<Record<PriceKind, string>> = {};
  const long: Partial<Record<PriceKind, string>> = {};
  const used = new Set<string>();
  let images = '';
  for (const claim of byTrust) {
    const { kind, usd } = claim;
    if (kind === 'image') images ||= `any=${usd}`;
    else if (kind.startsWith('long.')) long[kind.slice('long.'.length) as PriceKind] ??= usd;
    else prices[kind as PriceKind] ??= usd;
    used.add(claim.source);
  }
  if (tier === 'standard') derive(prices, derivations);
  const above = byTrust.find((claim) => claim.above !== null)?.above ?? null;
  return {
    id,
    scope,
    region,
    tier,
    prices,
    longContext: above === null ? null : { above, prices: long },
    images,
    effectiveFrom: byTrust[0]?.effectiveFrom ?? null,
    effectiveTo: byTrust[0]?.effectiveTo ?? null,
    sources: [...used].join(''),
    unpricedBecause: null,
  };
}

function derive(
  prices: Partial<Record<PriceKind, string>>,
  derivations: readonly Derivation[],
): void {
  for (const { kind, figure, share, shareOf } of derivations) {
    if (prices[kind] !== undefined) continue;
    const base = shareOf === undefined ? undefined : prices[shareOf];
    if (figure !== undefined) prices[kind] = figure;
    else if (base !== undefined && share !== undefined) {
      prices[kind] = canonicalDecimal(Number(base) * Number(share));
    }
  }
}

function cellName({ id, scope, region, tier }: TableRow): string {
  return [id, scope, region, tier].join(' ');
}
