import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';

/** What the program sends to the process that forked it. */
export interface DynamodbReady {
  url: string;
}

export interface SpawnedDynamodb {
  url: string;
  pid: number;
  /** What a program has to have in its environment to use it. */
  environment: Readonly<Record<string, string>>;
  /** A client of it; the caller destroys it. */
  client(): DynamoDBClient;
  /** Makes a table with keys of these names, both text: partition and sort key. */
  createTable(name: string, keys?: readonly string[]): Promise<void>;
  /** Items that a table holds. */
  count(name: string): Promise<number>;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('dynamodb-program.ts', import.meta.url));

/**
 * Starts DynamoDB's stand-in (dynalite, in memory) in a process of its own, which ends with this one.
 * It takes any credentials, and knows neither transactions nor deletion by time to live.
 */
export async function spawnDynamodb(): Promise<SpawnedDynamodb> {
  const child = fork(program, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ready = once(child, 'message') as Promise<[DynamodbReady]>;
  const ended = once(child, 'close');
  const first = await Promise.race([ready, ended.then(() => null)]);
  if (first === null) throw new Error(`DynamoDB's stand-in did not start. ${complaint.trim()}`);
  const { url } = first[0];
  const region = 'us-east-1';
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'stand-in' };
  const client = () => new DynamoDBClient({ endpoint: url, region, credentials });

  return {
    url,
    pid: child.pid ?? 0,
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    client,
    async createTable(TableName, keys = ['pk', 'sk']) {
      const admin = client();
      try {
        await admin.send(
          new CreateTableCommand({
            TableName,
            AttributeDefinitions: keys.map((AttributeName) => ({
              AttributeName,
              AttributeType: 'S',
            })),
            KeySchema: keys.map((AttributeName, index) => ({
              AttributeName,
              KeyType: index === 0 ? 'HASH' : 'RANGE',
            })),
            BillingMode: 'PAY_PER_REQUEST',
          }),
        );
      } finally {
        admin.destroy();
      }
    },
    async count(TableName) {
      const admin = client();
      try {
        const { Count = 0 } = await admin.send(new ScanCommand({ TableName, Select: 'COUNT' }));
        return Count;
      } finally {
        admin.destroy();
      }
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill();
      await ended;
    },
  };
}
