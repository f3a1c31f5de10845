import { DatabaseSync } from 'node:sqlite';
import type { EventStore, NewEvent, StoredGroup, StoredStream } from './event-store.ts';
import { scanEvents } from './scan-events.ts';

const TABLES = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA temp_store = MEMORY;
  CREATE TABLE log_group (
    id INTEGER PRIMARY KEY, account_id TEXT, region TEXT, name TEXT, log_class TEXT,
    UNIQUE (account_id, region, name)
  );
  CREATE TABLE log_stream (
    id INTEGER PRIMARY KEY, group_id INTEGER, name TEXT, UNIQUE (group_id, name)
  );
  CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER, stream_id INTEGER, timestamp INTEGER,
    ingestion_time INTEGER, bytes INTEGER, message TEXT
  );
  CREATE INDEX event_by_time ON event (group_id, timestamp, id, bytes);
`;

/** An empty store, in memory or in a file that should not exist yet and is the caller's to delete. */
export function createEventStore(options: { path?: string } = {}): EventStore {
  const database = new DatabaseSync(options.path ?? ':memory:');
  database.exec(TABLES);
  const insertEvent = database.prepare(
    'INSERT INTO event (group_id, stream_id, timestamp, ingestion_time, bytes, message) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const streamsOfGroup = new Map<number, Map<string, StreamState>>();

  function streamState(groupId: number, streamName: string): StreamState {
    const streams = streamsOfGroup.get(groupId);
    if (streams === undefined) throw new Error(`No log group has the id ${groupId}.`);
    const known = streams.get(streamName);
    if (known !== undefined) return known;
    const { lastInsertRowid } = database
      .prepare('INSERT INTO log_stream (group_id, name) VALUES (?, ?)')
      .run(groupId, streamName);
    const created = emptyStream(Number(lastInsertRowid), streamName);
    streams.set(streamName, created);
    return created;
  }

  const store: EventStore = {
    database,
    findGroup({ accountId, region, name }) {
      const row = database
        .prepare('SELECT id FROM log_group WHERE account_id = ? AND region = ? AND name = ?')
        .get(accountId, region, name);
      return row === undefined ? undefined : Number(row['id']);
    },
    createGroup(group) {
      const existing = store.findGroup(group);
      if (existing !== undefined) return existing;
      const { lastInsertRowid } = database
        .prepare('INSERT INTO log_group (account_id, region, name, log_class) VALUES (?, ?, ?, ?)')
        .run(group.accountId, group.region, group.name, group.logClass);
      const groupId = Number(lastInsertRowid);
      streamsOfGroup.set(groupId, new Map());
      return groupId;
    },
    group(groupId) {
      const row = database
        .prepare(
          'SELECT account_id AS accountId, region, name, log_class AS logClass FROM log_group WHERE id = ?',
        )
        .get(groupId);
      if (row === undefined) throw new Error(`No log group has the id ${groupId}.`);
      return { ...row } as unknown as StoredGroup;
    },
    deleteGroup(groupId) {
      for (const sql of [
        'DELETE FROM event WHERE group_id = ?',
        'DELETE FROM log_stream WHERE group_id = ?',
        'DELETE FROM log_group WHERE id = ?',
      ]) {
        database.prepare(sql).run(groupId);
      }
      streamsOfGroup.delete(groupId);
    },
    createStream(groupId, streamName) {
      streamState(groupId, streamName);
    },
    streams(groupId) {
      const streams = streamsOfGroup.get(groupId) ?? new Map<string, StreamState>();
      return [...streams.values()].map(({ id: _, ...stream }) => stream);
    },
    append(groupId, streamName, events) {
      const stream = streamState(groupId, streamName);
      database.exec('BEGIN');
      for (const event of events) {
        const { timestamp, ingestionTime, message } = event;
        const bytes = Buffer.byteLength(message);
        insertEvent.run(groupId, stream.id, timestamp, ingestionTime, bytes, message);
        count(stream, event, bytes);
      }
      database.exec('COMMIT');
    },
    scan: (scan) => scanEvents(database, scan),
    bytes: (groupId) => store.streams(groupId).reduce((sum, stream) => sum + stream.bytes, 0),
    firstAndLast(groupId) {
      const streams = store.streams(groupId).filter((stream) => stream.events > 0);
      if (streams.length === 0) return undefined;
      return {
        firstMs: Math.min(...streams.map((stream) => stream.firstEventMs ?? Infinity)),
        lastMs: Math.max(...streams.map((stream) => stream.lastEventMs ?? -Infinity)),
      };
    },
    close: () => database.close(),
  };
  return store;
}

interface StreamState extends StoredStream {
  id: number;
}

function emptyStream(id: number, name: string): StreamState {
  const times = { firstEventMs: null, lastEventMs: null, lastIngestionMs: null };
  return { id, name, events: 0, bytes: 0, ...times };
}

function count(stream: StreamState, event: NewEvent, bytes: number): void {
  stream.events += 1;
  stream.bytes += bytes;
  stream.firstEventMs = Math.min(stream.firstEventMs ?? Infinity, event.timestamp);
  stream.lastEventMs = Math.max(stream.lastEventMs ?? -Infinity, event.timestamp);
  stream.lastIngestionMs = Math.max(stream.lastIngestionMs ?? -Infinity, event.ingestionTime);
}
