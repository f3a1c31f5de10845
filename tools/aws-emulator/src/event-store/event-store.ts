import type { DatabaseSync } from 'node:sqlite';

/** A log group; its name is unique within account and region. */
export interface StoredGroup {
  accountId: string;
  region: string;
  name: string;
  logClass: 'STANDARD' | 'INFREQUENT_ACCESS';
}

/** What a producer hands over. Times are epoch milliseconds. */
export interface NewEvent {
  timestamp: number;
  message: string;
  ingestionTime: number;
}

/** An event as it was kept; `id` grows with the order of arrival over all groups. */
export interface StoredEvent extends NewEvent {
  id: number;
  streamName: string;
}

/** What is known of a stream without reading its events; times are null while it has none. */
export interface StoredStream {
  name: string;
  events: number;
  /** UTF-8 bytes of its messages. */
  bytes: number;
  firstEventMs: number | null;
  lastEventMs: number | null;
  lastIngestionMs: number | null;
}

export interface ScanOptions {
  groupId: number;
  /** Inclusive. */
  startMs: number;
  /** Inclusive, as in FilterLogEvents: only events later than it are left out. */
  endMs: number;
  /** The last event of the page before; the scan goes on behind it, in its direction. */
  after?: { timestamp: number; id: number };
  /** Newest first. */
  descending?: boolean;
  streamNames?: readonly string[];
  limit: number;
}

/** Log groups and their events in SQLite. */
export interface EventStore {
  /** Returns the group's id, also when the group was there already. */
  createGroup(group: StoredGroup): number;
  findGroup(group: { accountId: string; region: string; name: string }): number | undefined;
  group(groupId: number): StoredGroup;
  deleteGroup(groupId: number): void;
  createStream(groupId: number, streamName: string): void;
  streams(groupId: number): StoredStream[];
  append(groupId: number, streamName: string, events: readonly NewEvent[]): void;
  /** Events in order of (timestamp, id). */
  scan(options: ScanOptions): Iterable<StoredEvent>;
  /** UTF-8 bytes of the group's messages. */
  bytes(groupId: number): number;
  firstAndLast(groupId: number): { firstMs: number; lastMs: number } | undefined;
  /** For the query engine; tables are made in `createEventStore`. */
  database: DatabaseSync;
  close(): void;
}
