export type { CellKey, CellScope } from './cache/cell-key.ts';
export type {
  BillStore,
  CacheInfo,
  CacheStore,
  Cell,
  CellStore,
  TimeSpan,
} from './cache/cell-store.ts';
export { memoryStore, type MemoryStoreOptions } from './cache/memory-store.ts';
export { sqliteStore, type SqliteStoreOptions } from './cache/sqlite-store.ts';
