import { memorySource } from '@bedrock-spend/core';
import { createLogger, startServer, type StartOptions } from '@bedrock-spend/mcp-server';

import { settingsVariable, type InstanceMessage, type InstanceSettings } from './spawn-instance.ts';

const settings = JSON.parse(process.env[settingsVariable] ?? '') as InstanceSettings;
const given = await fixtures();
const server = await startServer({
  source: memorySource([]),
  port: 0,
  graceMs: 1000,
  logger: createLogger({ level: 'warn' }),
  ...given,
  sessions: {
    ...given.sessions,
    keys: [{ id: 'fleet', secret: Buffer.from(settings.sessionSecret, 'base64') }],
    ...(settings.tableName !== null && { store: await sharedStore(settings.tableName) }),
  },
});
process.once('SIGTERM', stop);
process.once('disconnect', stop);
process.on('message', () => tell(heap()));
tell({ url: server.url });

async function fixtures(): Promise<Partial<StartOptions>> {
  if (settings.fixtures === null) return {};
  const { startOptions } = (await import(settings.fixtures)) as {
    startOptions: () => Partial<StartOptions> | Promise<Partial<StartOptions>>;
  };
  return startOptions();
}

async function sharedStore(tableName: string) {
  const { dynamodbSessionStore } = await import('@bedrock-spend/mcp-server/dynamodb');
  return dynamodbSessionStore({ tableName });
}

function heap() {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, residentBytes: rss };
}

function tell(message: InstanceMessage): void {
  process.send?.(message);
}

function stop(): void {
  void server.close().finally(() => process.exit(0));
}
