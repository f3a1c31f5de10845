import { LRUCache } from 'lru-cache';

import type { CellKey } from './cell-key.ts';
import type { CacheStore, Cell } from './cell-store.ts';

/**
 * How much a store in memory holds.
 *
 * @example
 * memoryStore({ maximumBytes: 16 * 2 ** 20 } satisfies MemoryStoreOptions);
 */
export interface MemoryStoreOptions {
  /** Beyond it, what was not used for longest is forgotten. Estimated. Default 64 MiB. */
  maximumBytes?: number | undefined;
}

interface KeptCell {
  key: CellKey;
  startMs: number;
  cell: Cell;
}

const defaultBytes = 64 * 2 ** 20;
// Measured on Node 24: a group of the default columns takes 340 bytes, and names that it does not share
// with others some more.
const bytesOfGroup = 500;
const bytesOfRejection = 300;
const bytesOfEntry = 300;

/**
 * A cache in the memory of this process, for servers.
 *
 * @example
 * const cache = memoryStore({ maximumBytes: 128 * 2 ** 20 });
 * const { cells, oldestMs } = await cache.info();
 */
export function memoryStore({ maximumBytes = defaultBytes }: MemoryStoreOptions = {}): CacheStore {
  const cells = new LRUCache<string, KeptCell>({
    maxSize: maximumBytes,
    sizeCalculation: ({ cell }) => sizeOf(cell),
  });
  const days = new LRUCache<string, string>({
    maxSize: maximumBytes,
    sizeCalculation: (text) => bytesOfEntry + 2 * text.length,
  });

  return {
    async get(key, { startMs, endMs }) {
      const found = new Map<number, Cell>();
      for (let cellStartMs = startMs; cellStartMs < endMs; cellStartMs += key.cellMs) {
        const kept = cells.get(nameOf(key.text, cellStartMs));
        if (kept !== undefined) found.set(cellStartMs, kept.cell);
      }
      return found;
    },
    async put(key, put) {
      for (const [startMs, cell] of put) {
        cells.set(nameOf(key.text, startMs), { key, startMs, cell });
      }
    },
    bill: {
      async get(key, asked) {
        const found = asked.map((day) => [day, days.get(nameOf(key, day))] as const);
        return new Map(found.flatMap(([day, text]) => (text === undefined ? [] : [[day, text]])));
      },
      async put(key, put) {
        for (const [day, text] of put) days.set(nameOf(key, day), text);
      },
    },
    async info() {
      const kept = [...cells.values()];
      return {
        file: null,
        bytes: cells.calculatedSize + days.calculatedSize,
        cells: cells.size,
        billDays: days.size,
        oldestMs: least(kept.map(({ startMs }) => startMs)),
        newestMs: greatest(kept.map(({ startMs, key }) => startMs + key.cellMs)),
        accounts: sorted(kept.map(({ key }) => key.accountId)),
        regions: sorted(kept.map(({ key }) => key.region)),
      };
    },
    async clear() {
      cells.clear();
      days.clear();
    },
    close() {},
  };
}

function nameOf(key: string, part: string | number): string {
  return `${part} ${key}`;
}

function sizeOf({ groups, rejections }: Cell): number {
  return bytesOfEntry + groups.length * bytesOfGroup + rejections.length * bytesOfRejection;
}

function least(numbers: readonly number[]): number | null {
  return numbers.reduce<number | null>((so, number) => Math.min(so ?? number, number), null);
}

function greatest(numbers: readonly number[]): number | null {
  return numbers.reduce<number | null>((so, number) => Math.max(so ?? number, number), null);
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
