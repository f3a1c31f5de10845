import type { DatabaseSync } from 'node:sqlite';

import type { CellKey } from './cell-key.ts';
import { decodeCell, encodeCell } from './cell-payload.ts';
import type { Cell, TimeSpan } from './cell-store.ts';
import { inTransaction } from './in-transaction.ts';

/** The cells of a key that begin within a span. One that cannot be read any more is as good as missing. */
export function readCells(
  database: DatabaseSync,
  { key, span }: { key: CellKey; span: TimeSpan },
): Map<number, Cell> {
  const rows = database
    .prepare(
      `SELECT start_ms, read_at_ms, payload FROM cells JOIN series ON series.id = cells.series
       WHERE series.key = ? AND start_ms >= ? AND start_ms < ? ORDER BY start_ms`,
    )
    .iterate(key.text, span.startMs, span.endMs);
  const cells = new Map<number, Cell>();
  for (const { start_ms: startMs, read_at_ms: readAtMs, payload } of rows) {
    const content = payload instanceof Uint8Array ? decodeCell(payload) : null;
    if (content !== null) cells.set(Number(startMs), { ...content, readAtMs: Number(readAtMs) });
  }
  return cells;
}

export function writeCells(
  database: DatabaseSync,
  { key, cells }: { key: CellKey; cells: ReadonlyMap<number, Cell> },
): void {
  const payloads = [...cells].map(([startMs, cell]) => ({
    startMs,
    readAtMs: cell.readAtMs,
    payload: encodeCell(cell),
  }));
  inTransaction(database, () => {
    database
      .prepare('INSERT OR IGNORE INTO series (key, account, region, cell_ms) VALUES (?, ?, ?, ?)')
      .run(key.text, key.accountId, key.region, key.cellMs);
    const series = database.prepare('SELECT id FROM series WHERE key = ?').get(key.text)?.['id'];
    if (series === undefined) throw new Error('The series was not written.');
    const write = database.prepare(
      'INSERT OR REPLACE INTO cells (series, start_ms, read_at_ms, payload) VALUES (?, ?, ?, ?)',
    );
    for (const { startMs, readAtMs, payload } of payloads) {
      write.run(series, startMs, readAtMs, payload);
    }
  });
}
