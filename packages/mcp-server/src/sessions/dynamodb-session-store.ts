import { randomUUID } from 'node:crypto';

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

import { checkTable } from './dynamodb/check-table.ts';
import { createClient } from './dynamodb/create-client.ts';
import { addToCounter } from './dynamodb/counters.ts';
import { appendEvents, readEvents } from './dynamodb/event-items.ts';
import { postMail, readMail } from './dynamodb/mailbox.ts';
import {
  endSession,
  keepLogLevel,
  keepSubscription,
  readSession,
} from './dynamodb/session-items.ts';
import { openTable } from './dynamodb/table.ts';
import type { SessionStore } from './session-store.ts';

/**
 * Which table holds what instances share of their sessions.
 *
 * @example
 * const options: DynamodbSessionStoreOptions = { tableName: 'bedrock-spend-sessions', region: 'us-east-1' };
 */
export interface DynamodbSessionStoreOptions {
  /** Its keys are `pk` and `sk`, both text; its time-to-live attribute is `expiresAt`. */
  tableName: string;
  /** Default the SDK's: `AWS_REGION` or the profile. */
  region?: string | undefined;
  /** A client of your own, for credentials or proxies of another kind; the store does not close it. */
  client?: DynamoDBClient | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  nowMs?: (() => number) | undefined;
}

/**
 * Keeps in a DynamoDB table what instances of the server have to know of each other's sessions. Reads
 * are consistent: what one instance has written, every other reads at once. What has expired is not
 * seen, even where DynamoDB deletes it hours later.
 *
 * A message or an event may be 16 MiB long: long ones are compressed, and split over several items
 * (DynamoDB takes 400 KB in one; https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
 * A session keeps its latest 256 messages to other instances. A request whose answer got lost on the
 * way is sent again by the SDK: a counter may then count it twice.
 *
 * The server needs `dynamodb:GetItem`, `PutItem`, `UpdateItem`, `DeleteItem` and `Query` on the table.
 * Its methods throw SpendError where DynamoDB refuses or cannot be reached, and `check` tells which it is:
 * `INVALID_CONFIG` (no region, other keys), `NO_CREDENTIALS`, `ACCESS_DENIED`, `SOURCE_NOT_FOUND` (no
 * such table), `THROTTLED`, `SOURCE_UNREADABLE`.
 *
 * @example
 * ```ts
 * import { dynamodbSessionStore } from '@bedrock-spend/mcp-server/dynamodb';
 *
 * const store = dynamodbSessionStore({ tableName: 'bedrock-spend-sessions' });
 * await store.check();
 * ```
 */
export function dynamodbSessionStore(options: DynamodbSessionStoreOptions): SessionStore {
  const { tableName, nowMs = Date.now } = options;
  const client = options.client ?? createClient(options.region);
  const table = openTable({ client, tableName, nowMs, randomId: randomUUID });

  return {
    name: `DynamoDB table ${tableName}`,
    isShared: true,
    check: () => checkTable(table),

    read: (session) => readSession(table, session),
    end: (session, expiresAtMs) => endSession(table, session, expiresAtMs),
    setLogLevel: (session, level, expiresAtMs) =>
      keepLogLevel(table, { session, level, expiresAtMs }),
    setSubscription: (session, change) => keepSubscription(table, session, change),

    post: (session, mail, expiresAtMs) => postMail(table, { session, mail, expiresAtMs }),
    mail: (session, after) => readMail(table, session, after),

    appendEvents: (session, events, expiresAtMs) =>
      appendEvents(table, { session, events, expiresAtMs }),
    readEvents: (session, stream, afterId) => readEvents(table, { session, stream, afterId }),

    count: (counter, amount, expiresAtMs) => addToCounter(table, { counter, amount, expiresAtMs }),

    async close() {
      if (options.client === undefined) client.destroy();
    },
  };
}
