import type { DatabaseSync } from 'node:sqlite';

import { numberOf } from './cache-schema.ts';
import { inTransaction } from './in-transaction.ts';

/** Deletes the oldest cells until what the file holds is below the limit, with some room to spare. */
export function keepWithin(database: DatabaseSync, maximumBytes: number): void {
  if (bytesUsed(database) <= maximumBytes) return;
  inTransaction(database, () => {
    while (bytesUsed(database) > 0.9 * maximumBytes) {
      const cells = numberOf(database, 'SELECT count(*) FROM cells');
      if (cells === 0) break;
      database
        .prepare(
          `DELETE FROM cells WHERE (series, start_ms) IN
             (SELECT series, start_ms FROM cells ORDER BY start_ms, series LIMIT ?)`,
        )
        .run(Math.ceil(cells / 16));
    }
    database.exec('DELETE FROM series WHERE id NOT IN (SELECT series FROM cells)');
  });
  giveSpaceBack(database);
}

/** Deletes everything. */
export function clearTables(database: DatabaseSync): void {
  inTransaction(database, () => {
    database.exec('DELETE FROM cells; DELETE FROM series; DELETE FROM bill_days');
  });
  giveSpaceBack(database);
}

function giveSpaceBack(database: DatabaseSync): void {
  database.exec('PRAGMA incremental_vacuum');
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

function bytesUsed(database: DatabaseSync): number {
  const pages = numberOf(database, 'PRAGMA page_count');
  const free = numberOf(database, 'PRAGMA freelist_count');
  return (pages - free) * numberOf(database, 'PRAGMA page_size');
}
