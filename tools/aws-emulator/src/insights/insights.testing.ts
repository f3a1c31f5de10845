import { readFileSync } from 'node:fs';
import { createEventStore } from '../event-store/create-event-store.ts';
import type { EventStore } from '../event-store/event-store.ts';
import { compileQuery } from './compile-query.ts';
import { runQuery, type RunQueryOptions } from './run-query.ts';

/** 2026-05-02T10:00:00Z */
export const START_MS = 1_777_716_000_000;

export interface LogGroups {
  store: EventStore;
  groupIds: number[];
}

/** Log groups in memory; an event is its message, one second after the one before. */
export function logGroups(
  ...groups: { logClass?: 'STANDARD' | 'INFREQUENT_ACCESS'; events: (object | string)[] }[]
): LogGroups {
  const store = createEventStore();
  const groupIds = groups.map(({ logClass = 'STANDARD', events }, index) => {
    const name = `/group/${index + 1}`;
    const groupId = store.createGroup({
      accountId: '111122223333',
      region: 'us-east-1',
      name,
      logClass,
    });
    const messages = events.map((event) =>
      typeof event === 'string' ? event : JSON.stringify(event),
    );
    const stored = messages.map((message, second) => {
      const timestamp = START_MS + second * 1_000;
      return { timestamp, message, ingestionTime: timestamp + 9_300 };
    });
    store.append(groupId, 'stream', stored);
    return groupId;
  });
  return { store, groupIds };
}

/** The genuine records of the library's fixtures, at their own times. */
export function genuineRecords(): LogGroups {
  const { store, groupIds } = logGroups({ events: [] });
  const file = new URL('../../../../packages/core/fixtures/log-records.ndjson', import.meta.url);
  const events = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((message) => {
      const iso = /"timestamp":"([^"]+)"/.exec(message)?.[1] ?? '2026-01-10T00:00:00Z';
      const timestamp = Date.parse(iso);
      return { timestamp, message, ingestionTime: timestamp + 9_300 };
    });
  store.append(groupIds[0] ?? 0, 'aws/bedrock/modelinvocations', events);
  return { store, groupIds };
}

/** Rows as objects, without `@ptr`. */
export async function rowsOf(
  text: string,
  groups: LogGroups,
  options: Partial<RunQueryOptions> = {},
): Promise<Record<string, string>[]> {
  const { rows } = await queryOf(text, groups, options);
  return rows.map((row) =>
    Object.fromEntries(
      row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value]),
    ),
  );
}

export function queryOf(text: string, groups: LogGroups, options: Partial<RunQueryOptions> = {}) {
  const range = { startSeconds: 0, endSeconds: 4_000_000_000, nowMs: START_MS + 60_000 };
  return runQuery(compileQuery(text), { ...groups, ...range, ...options });
}
