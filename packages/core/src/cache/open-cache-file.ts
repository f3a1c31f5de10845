import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

import { prepareTables } from './cache-schema.ts';
import { loadSqlite } from './load-sqlite.ts';
import { setAside } from './set-aside.ts';
import { isBusy, isCorrupt } from './sqlite-error.ts';

const busyTimeoutMs = 5000;

/**
 * Opens the file, made where it is missing, for its owner only. One that cannot be used is put away or
 * made anew.
 */
export function openCacheFile(file: string, onNote: (note: string) => void): DatabaseSync {
  makeFile(file);
  try {
    const { database, state } = openDatabase(file);
    if (state === 'rebuilt') {
      onNote(`The cache ${file} was made by another version and is empty now.`);
    }
    if (state !== 'foreign') return database;
    database.close();
  } catch (error) {
    if (!isCorrupt(error)) throw error;
  }
  onNote(setAside(file));
  makeFile(file);
  return openDatabase(file).database;
}

function openDatabase(file: string): {
  database: DatabaseSync;
  state: ReturnType<typeof prepareTables>;
} {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    // Only has an effect on a file that is still empty: space can be given back without a rebuild.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    const state = prepareTables(database);
    if (state !== 'foreign') tune(database);
    return { database, state };
  } catch (error) {
    database.close();
    throw error;
  }
}

function tune(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA journal_mode = WAL');
  } catch (error) {
    // SQLite does not wait here; the other process that holds the file is making the same change.
    if (!isBusy(error)) throw error;
  }
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON');
}

/** SQLite gives its side files the mode of this one. */
function makeFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
}
