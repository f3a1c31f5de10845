import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

import { numberOf } from './cache-schema.ts';
import type { CacheInfo } from './cell-store.ts';

export function emptyFile(file: string): CacheInfo {
  return {
    file,
    bytes: sizeOf(file),
    cells: 0,
    billDays: 0,
    oldestMs: null,
    newestMs: null,
    accounts: [],
    regions: [],
  };
}

export function fileInfo(database: DatabaseSync, file: string): CacheInfo {
  const { oldest, newest } =
    database
      .prepare(
        `SELECT min(start_ms) AS oldest, max(start_ms + cell_ms) AS newest
         FROM cells JOIN series ON series.id = cells.series`,
      )
      .get() ?? {};
  return {
    file,
    bytes: sizeOf(file) + sizeOf(`${file}-wal`),
    cells: numberOf(database, 'SELECT count(*) FROM cells'),
    billDays: numberOf(database, 'SELECT count(*) FROM bill_days'),
    oldestMs: typeof oldest === 'number' ? oldest : null,
    newestMs: typeof newest === 'number' ? newest : null,
    accounts: names(database, 'SELECT DISTINCT account AS name FROM series ORDER BY name'),
    regions: names(database, 'SELECT DISTINCT region AS name FROM series ORDER BY name'),
  };
}

function names(database: DatabaseSync, statement: string): string[] {
  return database
    .prepare(statement)
    .all()
    .map(({ name }) => String(name));
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
