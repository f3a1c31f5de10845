import { appendFile, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  Client as StatelessClient,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { filesSource } from '@bedrock-spend/core/files';
import { expect, it, onTestFinished } from 'vitest';

import { createApiKey } from '../access/api-key.ts';
import { lastMessageOf, openSession, post } from '../json-rpc.testing.ts';
import { testClient, testServer } from '../test-server.testing.ts';

const records = fileURLToPath(
  new URL('../../../core/fixtures/log-records.ndjson', import.meta.url),
);
const program = fileURLToPath(new URL('../main.ts', import.meta.url));
const uri = 'bedrock-spend://report/all/365';
const soon = { timeout: 5000 };

async function copyOfRecords() {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-changes-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'log.ndjson');
  await copyFile(records, file);
  return { file, folder };
}

async function serverOfCopy() {
  const { file, folder } = await copyOfRecords();
  const app = { lookForChangesMs: 20 };
  const server = await testServer({ source: filesSource([folder]), app });
  return { file, server };
}

it('a session that subscribed to a report hears when its files have changed, and no longer after', async () => {
  const { file, server } = await serverOfCopy();
  const client = await testClient(server);
  const heard: string[] = [];
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
    heard.push(params.uri);
  });
  await client.subscribeResource({ uri });
  await new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
  expect(heard).toEqual([]);

  await appendFile(file, '\n');
  await expect.poll(() => heard, soon).toEqual([uri]);

  await client.unsubscribeResource({ uri });
  await appendFile(file, '\n');
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
  expect(heard).toEqual([uri]);
});

it('so does a client without a session, for as long as it listens', async () => {
  const { file, server } = await serverOfCopy();
  const heard: string[] = [];
  const client = new StatelessClient(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    heard.push(params.uri);
  });
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
  onTestFinished(() => client.close());
  await client.listen({ resourceSubscriptions: [uri] });

  await appendFile(file, '\n');

  await expect.poll(() => heard, soon).toEqual([uri]);
});

it('so does the client that started the server over stdio', async () => {
  const { file, folder } = await copyOfRecords();
  const client = new Client({ name: 'test', version: '1.0.0' });
  const heard: string[] = [];
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
    heard.push(params.uri);
  });
  const args = ['--conditions=@bedrock-spend/source', program, '--stdio', folder];
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }),
  );
  onTestFinished(() => client.close());
  await client.subscribeResource({ uri });

  await appendFile(file, '\n');

  await expect.poll(() => heard, { timeout: 15_000 }).toEqual([uri]);
}, 20_000);

it('nobody subscribes to what they may not read, or to what is not there', async () => {
  const bills = createApiKey();
  const { sha256 } = bills;
  const access = { apiKeys: [{ name: 'bills', sha256, scopes: ['bill:read' as const] }] };
  const { url } = await testServer({ access });
  const headers = { 'x-api-key': bills.key };
  const session = await openSession(url, { headers });

  for (const refused of [uri, 'bedrock-spend://nothing']) {
    const subscribe = {
      jsonrpc: '2.0',
      id: 5,
      method: 'resources/subscribe',
      params: { uri: refused },
    };
    const answer = await lastMessageOf(await post(url, subscribe, { session, headers }));
    expect(answer).toMatchObject({ error: { code: -32002 } });
  }
});

it('nor does a client without a session, and its server says what is left', async () => {
  const bills = createApiKey();
  const { sha256 } = bills;
  const access = { apiKeys: [{ name: 'bills', sha256, scopes: ['bill:read' as const] }] };
  const { url } = await testServer({ access });
  const client = new StatelessClient(
    { name: 'test', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const requestInit = { headers: { 'x-api-key': bills.key } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  onTestFinished(() => client.close());

  const listening = await client.listen({
    resourceSubscriptions: [uri, 'bedrock-spend://prices'],
  });

  expect(listening.honoredFilter.resourceSubscriptions).toEqual(['bedrock-spend://prices']);
});
