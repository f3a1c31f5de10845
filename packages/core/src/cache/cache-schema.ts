import type { DatabaseSync } from 'node:sqlite';

/** `bspd`: tells our files from those of other programs. */
export const applicationId = 0x62_73_70_64;
/** Counted up when the tables or what is in them change. */
const schemaVersion = 1;

const tables = `
  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    cell_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE cells (
    series INTEGER NOT NULL,
    start_ms INTEGER NOT NULL,
    read_at_ms INTEGER NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (series, start_ms)
  ) STRICT;
  CREATE TABLE bill_days (
    key TEXT NOT NULL,
    day TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (key, day)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * Makes sure that the tables are there. `foreign`: the file is another program's, and nothing in it was
 * changed. `rebuilt`: another version of ours had made it.
 */
export function prepareTables(database: DatabaseSync): 'ready' | 'rebuilt' | 'foreign' {
  const found = stateOf(database);
  if (found === 'ready' || found === 'foreign') return found;
  // Two processes may get here at once: the second one finds the work done.
  database.exec('BEGIN IMMEDIATE');
  try {
    const state = stateOf(database);
    if (state === 'other-version') dropTables(database);
    if (state === 'empty' || state === 'other-version') {
      database.exec(tables);
      database.exec(
        `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`,
      );
    }
    database.exec('COMMIT');
    return state === 'other-version' ? 'rebuilt' : state === 'foreign' ? 'foreign' : 'ready';
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function stateOf(database: DatabaseSync): 'ready' | 'empty' | 'other-version' | 'foreign' {
  const id = numberOf(database, 'PRAGMA application_id');
  const version = numberOf(database, 'PRAGMA user_version');
  if (id === applicationId) return version === schemaVersion ? 'ready' : 'other-version';
  const objects = numberOf(database, 'SELECT count(*) FROM sqlite_schema');
  return id === 0 && version === 0 && objects === 0 ? 'empty' : 'foreign';
}

function dropTables(database: DatabaseSync): void {
  const names = database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
  for (const { name } of names) {
    database.exec(`DROP TABLE "${String(name).replaceAll('"', '""')}"`);
  }
}

/** The one number that a statement answers with. */
export function numberOf(database: DatabaseSync, statement: string): number {
  const [value] = Object.values(database.prepare(statement).get() ?? {});
  return Number(value ?? 0);
}
