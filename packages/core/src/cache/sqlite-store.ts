import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

import { readDays, writeDays } from './bill-rows.ts';
import { emptyFile, fileInfo } from './cache-file-info.ts';
import { readCells, writeCells } from './cell-rows.ts';
import type { CacheStore } from './cell-store.ts';
import { SpendError } from '../errors.ts';
import { clearTables, keepWithin } from './keep-within.ts';
import { openCacheFile } from './open-cache-file.ts';
import { setAside } from './set-aside.ts';
import { isBusy, isCorrupt } from './sqlite-error.ts';

/**
 * How a cache in a file behaves.
 *
 * @example
 * const options: SqliteStoreOptions = { onNote: (note) => console.error(note) };
 */
export interface SqliteStoreOptions {
  /** Beyond it, the oldest days are forgotten. Default 256 MiB. */
  maximumBytes?: number | undefined;
  /** Called with a sentence for people, once for each thing that is wrong with the file. */
  onNote?: ((note: string) => void) | undefined;
}

type Access = 'read' | 'written';

const defaultBytes = 256 * 2 ** 20;

/**
 * A cache in a file, for one user: mode 0600, made with its folder (0700) on first use. Several
 * processes may use it at once. A file that is damaged, of another version or not ours is replaced; one
 * that cannot be used costs time only. Both are told to `onNote`.
 *
 * @example
 * const cache = sqliteStore('/home/jo/.cache/bedrock-spend/cells.sqlite');
 * const { accounts, regions } = await cache.info();
 * cache.close();
 */
export function sqliteStore(file: string, options: SqliteStoreOptions = {}): CacheStore {
  const { maximumBytes = defaultBytes, onNote = () => {} } = options;
  const told = new Set<string>();
  let database: DatabaseSync | null = null;
  const givenUp = new Set<Access>();

  function note(text: string): void {
    if (!told.has(text)) onNote(text);
    told.add(text);
  }

  function close(): void {
    database?.close();
    database = null;
  }

  function use<Result>(work: (database: DatabaseSync) => Result): Result {
    database ??= openCacheFile(file, note);
    try {
      return work(database);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      close();
      note(setAside(file));
      database = openCacheFile(file, note);
      return work(database);
    }
  }

  /** Does without the file where it fails: what the cache would have saved is read again. */
  function tolerate<Result>(
    work: (database: DatabaseSync) => Result,
    { access, otherwise }: { access: Access; otherwise: Result },
  ): Result {
    if (givenUp.has(access)) return otherwise;
    try {
      return use(work);
    } catch (error) {
      note(unusable(file, { access, error }));
      if (!isBusy(error)) givenUp.add(access);
      return otherwise;
    }
  }

  function read<Result>(otherwise: Result, work: (database: DatabaseSync) => Result): Result {
    return tolerate(work, { access: 'read', otherwise });
  }

  function write(work: (database: DatabaseSync) => void): void {
    tolerate(work, { access: 'written', otherwise: undefined });
  }

  return {
    async get(key, span) {
      return read(new Map(), (open) => readCells(open, { key, span }));
    },
    async put(key, cells) {
      write((open) => {
        writeCells(open, { key, cells });
        keepWithin(open, maximumBytes);
      });
    },
    bill: {
      async get(key, days) {
        return read(new Map<string, string>(), (open) => readDays(open, { key, days }));
      },
      async put(key, days) {
        write((open) => writeDays(open, { key, days }));
      },
    },
    async info() {
      if (!existsSync(file)) return emptyFile(file);
      return read(emptyFile(file), (open) => fileInfo(open, file));
    },
    async clear() {
      if (!existsSync(file)) return;
      try {
        use(clearTables);
      } catch (error) {
        throw new SpendError(
          'SOURCE_UNREADABLE',
          `The cache ${file} cannot be cleared (${messageOf(error)}): delete the file.`,
          { cause: error },
        );
      }
    },
    close,
  };
}

function unusable(file: string, { access, error }: { access: Access; error: unknown }): string {
  return `The cache ${file} cannot be ${access} (${messageOf(error)}), which only costs time: past days are asked for again.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
