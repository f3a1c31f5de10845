import { spawnDynamodb, type SpawnedDynamodb } from '@bedrock-spend/aws-emulator/dynamodb';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

import { dynamodbSessionStore } from './dynamodb-session-store.ts';
import type { SessionStore } from './session-store.ts';

export interface TestDynamodb {
  readonly running: SpawnedDynamodb;
  /** Stores over one table of these keys, gone when the test is over. */
  open(options: OpenOptions): Promise<readonly [SessionStore, SessionStore]>;
}

export interface OpenOptions {
  nowMs?: () => number;
  keys?: readonly string[];
}

/** One stand-in for DynamoDB for the tests of a file, in a process of its own. */
export function testDynamodb(): TestDynamodb {
  let running: SpawnedDynamodb | undefined;
  let tables = 0;
  beforeAll(async () => {
    running = await spawnDynamodb();
  });
  afterAll(() => running?.stop());

  const dynamodb: TestDynamodb = {
    get running() {
      if (running === undefined) throw new Error('The stand-in runs within tests only.');
      return running;
    },
    async open({ nowMs = Date.now, keys }) {
      tables += 1;
      const tableName = `sessions-${tables}`;
      await dynamodb.running.createTable(tableName, keys);
      return [openStore(tableName, nowMs), openStore(tableName, nowMs)] as const;
    },
  };
  return dynamodb;

  function openStore(tableName: string, nowMs: () => number): SessionStore {
    const client = dynamodb.running.client();
    onTestFinished(() => client.destroy());
    return dynamodbSessionStore({ tableName, client, nowMs });
  }
}
