import type { CellKey } from './cell-key.ts';
import type { InvocationGroup } from '../model/invocation-group.ts';
import type { Window } from '../model/query.ts';
import type { Rejection } from '../model/rejection.ts';

/**
 * A span of time in milliseconds since 1970-01-01 UTC; its end is exclusive.
 *
 * @example
 * const lengthMs = ({ startMs, endMs }: TimeSpan) => endMs - startMs;
 */
export type TimeSpan = Pick<Window, 'startMs' | 'endMs'>;

/**
 * What was read of one span of time on the grid of UTC hours; without groups where nobody called.
 *
 * @example
 * const requests = ({ groups }: Cell) => groups.reduce((sum, group) => sum + group.requests, 0);
 */
export interface Cell {
  groups: readonly InvocationGroup[];
  /** Records that were skipped: later reports tell of them too. */
  rejections: readonly Rejection[];
  /** When the reading started, in milliseconds since 1970-01-01 UTC. */
  readAtMs: number;
}

/**
 * Keeps cells. A store that cannot be read or written costs time, never a report: it answers with what
 * it has, and says so by its own means.
 *
 * @example
 * const firstDay = async (cells: CellStore, key: CellKey) =>
 *   (await cells.get(key, { startMs: 0, endMs: 86_400_000 })).get(0);
 */
export interface CellStore {
  /** The cells that begin within the span, by the millisecond they begin at. */
  get(key: CellKey, span: TimeSpan): Promise<ReadonlyMap<number, Cell>>;
  /** Keeps cells, in the place of older ones that begin at the same time. */
  put(key: CellKey, cells: ReadonlyMap<number, Cell>): Promise<void>;
}

/**
 * Keeps what AWS has billed, as text by day (`YYYY-MM-DD`), for the bill's reader.
 *
 * @example
 * const bill: BillStore = store.bill;
 * const kept = await bill.get('111122223333', ['2026-11-01', '2026-11-02']);
 */
export interface BillStore {
  /** What is kept of the days asked for. */
  get(key: string, days: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Keeps days, in the place of what was kept of them before. */
  put(key: string, days: ReadonlyMap<string, string>): Promise<void>;
}

/**
 * A cache of past days: of usage, and of the bill.
 *
 * @example
 * const cache: CacheStore = memoryStore();
 * const { cells } = await cache.info();
 */
export interface CacheStore extends CellStore {
  readonly bill: BillStore;
  /** How much is kept, and of what. */
  info(): Promise<CacheInfo>;
  /** Forgets everything. */
  clear(): Promise<void>;
  /** Call it when the cache is not needed any more; it is opened again when it is used again. */
  close(): void;
}

/**
 * What a cache holds.
 *
 * @example
 * const { file, cells }: CacheInfo = await store.info();
 */
export interface CacheInfo {
  /** `null`: in memory. */
  file: string | null;
  /** Size of the file, or of what is held in memory, about. */
  bytes: number;
  cells: number;
  /** Days of the bill. */
  billDays: number;
  /** When the oldest cell begins and the newest one ends, in milliseconds since 1970-01-01 UTC; `null` without any. */
  oldestMs: number | null;
  newestMs: number | null;
  /** Accounts whose usage is kept, sorted. */
  accounts: readonly string[];
  regions: readonly string[];
}
