import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as forward, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SpendError } from '@bedrock-spend/core';
import { describe, expect, it, onTestFinished } from 'vitest';

import { testDynamodb } from './dynalite.testing.ts';
import { dynamodbSessionStore } from './dynamodb-session-store.ts';
import { testSessionStore } from './session-store.testing.ts';

const dynamodb = testDynamodb();
const soonMs = Date.now() + 3_600_000;

describe('sessions in a DynamoDB table', () => {
  testSessionStore((nowMs) => dynamodb.open({ nowMs }));
});

describe('the check of a DynamoDB table', () => {
  it('says that there is no such table', async () => {
    const store = dynamodbSessionStore({ tableName: 'nowhere', client: dynamodb.running.client() });

    await expect(store.check()).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringMatching(/^There is no DynamoDB table nowhere in us-east-1, or /),
    });
  });

  it.each([[['pk']], [['id', 'sort']], [['sk', 'pk']]])(
    'says that a table with the keys %s has the wrong ones',
    async (keys) => {
      const [store] = await dynamodb.open({ keys });

      await expect(store.check()).rejects.toMatchObject({
        code: 'INVALID_CONFIG',
        message: expect.stringMatching(/partition key pk and the sort key sk/),
      });
    },
  );

  it.each(['GetItem', 'PutItem', 'UpdateItem', 'Query', 'DeleteItem'])(
    'says that dynamodb:%s is not allowed',
    async (denied) => {
      const client = await clientOf((request, response) => {
        const isDenied = request.headers['x-amz-target'] === `DynamoDB_20120810.${denied}`;
        response.writeHead(isDenied ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(isDenied ? accessDenied : {}));
      });
      const store = dynamodbSessionStore({ tableName: 'mine', client });

      const failure = (await store.check().catch((error: unknown) => error)) as SpendError;
      expect(failure.code).toBe('ACCESS_DENIED');
      expect(failure.message).toContain(`allow dynamodb:${denied} on it`);
      expect(failure.message).not.toContain('arn:');
    },
  );

  it('says that there are no credentials', async () => {
    const { code, message } = await failureElsewhere({ AWS_REGION: 'eu-west-1' });

    expect(code).toBe('NO_CREDENTIALS');
    expect(message).toMatch(
      /^No AWS credentials were found for the DynamoDB table mine in eu-west/,
    );
  });

  it('says that the region is not known', async () => {
    const { code, message } = await failureElsewhere({});

    expect(code).toBe('INVALID_CONFIG');
    expect(message).toMatch(/set AWS_REGION/);
  });

  it('says that DynamoDB cannot be reached', async () => {
    const client = await clientOf((request) => request.socket.destroy());
    const store = dynamodbSessionStore({ tableName: 'mine', client });

    await expect(store.check()).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringMatching(/could not be reached for the table mine.*ECONNRESET/),
    });
  });

  it('says that the table is throttled', async () => {
    const client = await clientOf((_, response) => {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'a#ProvisionedThroughputExceededException' }));
    });
    const store = dynamodbSessionStore({ tableName: 'mine', client });

    await expect(store.check()).rejects.toMatchObject({ code: 'THROTTLED' });
  });
});

describe('a session store in DynamoDB', () => {
  it('has ended a session even where the answer to its first request got lost', async () => {
    await dynamodb.running.createTable('lossy');
    let requests = 0;
    const client = await clientOf((request, response) => {
      const { method, headers } = request;
      const onward = forward(dynamodb.running.url, { method, headers }, (answer) => {
        requests += 1;
        if (requests === 1) request.socket.destroy();
        else answer.pipe(response.writeHead(answer.statusCode ?? 0, answer.headers));
      });
      request.pipe(onward);
    });
    const store = dynamodbSessionStore({ tableName: 'lossy', client });

    expect(await store.end('a', soonMs)).toBe(true);
    expect(requests).toBe(3);
    expect(await store.end('a', soonMs)).toBe(false);
  });

  it('refuses a message of more than 16 MiB', async () => {
    const [store] = await dynamodb.open({});
    const json = 'x'.repeat(16 * 1024 * 1024);

    await expect(store.post('a', { kind: 'answer', json }, soonMs)).rejects.toThrow(RangeError);
  });

  it('marks every item for deletion by time to live, in seconds', async () => {
    const [store] = await dynamodb.open({});
    await store.end('a', soonMs);
    await store.setLogLevel('a', 'info', soonMs);
    await store.setSubscription('a', { uri: 'a://b', wanted: true, expiresAtMs: soonMs });
    await store.post('a', { kind: 'answer', json: 'x'.repeat(2_000_000) }, soonMs);
    await store.appendEvents('a', [{ id: '1', stream: 's', json: '', ends: true }], soonMs);
    await store.count('a', 1, soonMs);

    const { Items = [] } = await scan(store.name.replace('DynamoDB table ', ''));
    expect(Items.length).toBeGreaterThanOrEqual(6);
    for (const item of Items) {
      expect(item['expiresAt']).toEqual({ N: String(Math.ceil(soonMs / 1000)) });
    }
  });

  it('writes of an ended session nothing but its short name', async () => {
    const [store] = await dynamodb.open({});
    await store.end('short-name', soonMs);

    const { Items = [] } = await scan(store.name.replace('DynamoDB table ', ''));
    expect(Object.keys(Items[0] ?? {}).toSorted()).toEqual(
      ['pk', 'sk', 'endedBy', 'expiresAt', 'expiresAtMs'].toSorted(),
    );
  });

  it('is no part of a server that keeps its sessions in memory', async () => {
    expect(await packagesLoadedBy('@bedrock-spend/mcp-server')).not.toContain('client-dynamodb');
    expect(await packagesLoadedBy('@bedrock-spend/mcp-server/dynamodb')).toContain(
      'client-dynamodb',
    );
  });
});

const accessDenied = {
  __type: 'com.amazon.coral.service#AccessDeniedException',
  Message: 'User: arn:aws:iam::123456789012:user/x is not authorized to perform this',
};

async function scan(TableName: string) {
  const { ScanCommand } = await import('@aws-sdk/client-dynamodb');
  const client = dynamodb.running.client();
  onTestFinished(() => client.destroy());
  return client.send(new ScanCommand({ TableName }));
}

/** A client of a host that answers like this. */
async function clientOf(listener: RequestListener): Promise<DynamoDBClient> {
  const host = createServer(listener);
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  const { port } = host.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' },
    maxAttempts: 2,
  });
  onTestFinished(() => {
    client.destroy();
    host.closeAllConnections();
    host.close();
  });
  return client;
}

/** What the check says in a process of this environment and no files of AWS's. */
async function failureElsewhere(environment: Record<string, string>) {
  const program = `
    import { dynamodbSessionStore } from '@bedrock-spend/mcp-server/dynamodb';
    const store = dynamodbSessionStore({ tableName: 'mine' });
    const { code, message } = await store.check().catch((error) => error);
    console.log(JSON.stringify({ code, message }));`;
  const stdout = await runProgram(program, {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    ...environment,
  });
  return JSON.parse(stdout) as { code: string; message: string };
}

async function packagesLoadedBy(entry: string): Promise<string> {
  return runProgram(
    `
    import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { console.log(url); return next(url, context); } });
    await import(${JSON.stringify(entry)});`,
    {},
  );
}

async function runProgram(program: string, environment: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@bedrock-spend/source', '--input-type=module', '--eval', program],
    { cwd: import.meta.dirname, env: environment, maxBuffer: 16 * 1024 * 1024 },
  );
  return stdout;
}
