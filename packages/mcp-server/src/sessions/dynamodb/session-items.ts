import { createHash } from 'node:crypto';

import type { LogLevel } from '../../tools/tool.ts';
import type { StoredSession, SubscriptionChange } from '../session-store.ts';
import { expiryOf, isGone } from './expiry.ts';
import type { Item, Key, Table } from './table.ts';

/** All that is kept of a session stands under one key: one request reads it. */
export async function readSession(table: Table, session: string): Promise<StoredSession> {
  const items: Item[] = [];
  let next: Record<string, unknown> | undefined;
  do {
    const page = await table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitionOf(session) },
      ExclusiveStartKey: next,
    });
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return {
    ended: items.some(({ sk }) => sk === 'ended'),
    logLevel: (items.find(({ sk }) => sk === 'level')?.['level'] as LogLevel | undefined) ?? null,
    subscriptions: items.filter(({ sk }) => sk.startsWith('subscription#')).map(uriOf),
  };
}

/** False where another has ended the session before. */
export async function endSession(
  table: Table,
  session: string,
  expiresAtMs: number,
): Promise<boolean> {
  const key = { pk: partitionOf(session), sk: 'ended' };
  const endedBy = table.randomId();
  const isFirst = await table.put(
    { ...key, endedBy, ...expiryOf(expiresAtMs) },
    { ConditionExpression: isGone, ExpressionAttributeValues: { ':nowMs': table.nowMs() } },
  );
  // Where the answer to a first attempt got lost, the SDK's second finds what the first has written.
  return isFirst || (await table.get(key))?.['endedBy'] === endedBy;
}

/** Keeps from which level on the client wants log messages. */
export async function keepLogLevel(
  table: Table,
  { session, level, expiresAtMs }: { session: string; level: LogLevel; expiresAtMs: number },
): Promise<void> {
  await table.put({ pk: partitionOf(session), sk: 'level', level, ...expiryOf(expiresAtMs) });
}

/** Keeps or forgets that the client wants to hear of a resource's changes. */
export async function keepSubscription(
  table: Table,
  session: string,
  { uri, wanted, expiresAtMs }: SubscriptionChange,
): Promise<void> {
  const key: Key = { pk: partitionOf(session), sk: `subscription#${digestOf(uri)}` };
  if (wanted) await table.put({ ...key, uri, ...expiryOf(expiresAtMs) });
  else await table.remove(key);
}

function partitionOf(session: string): string {
  return `session#${session}`;
}

/** An address may be longer than a key. */
function digestOf(uri: string): string {
  return createHash('sha256').update(uri).digest('base64url');
}

function uriOf(item: Item): string {
  return String(item['uri']);
}
