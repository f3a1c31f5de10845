import { memorySource } from '@bedrock-spend/core';
import { spawnFleet } from '@bedrock-spend/fleet';
import { createLogger, startServer } from '@bedrock-spend/mcp-server';

import { startOptions } from './fixtures/start-options.ts';
import type { Target } from './run-suite.ts';

export interface RunningTarget extends Target {
  stop(): Promise<void>;
}

const fixtures = new URL('fixtures/start-options.ts', import.meta.url).href;

/** What the suites run against, started one after the other: two cores are enough. */
export const targets: readonly (() => Promise<RunningTarget>)[] = [
  oneInstance,
  () => fleetOf(2),
  () => fleetOf(4),
];

async function oneInstance(): Promise<RunningTarget> {
  const server = await startServer({
    source: memorySource([]),
    port: 0,
    logger: createLogger({ level: 'silent' }),
    ...startOptions(),
  });
  return { name: 'one instance', url: onLocalhost(server.url), stop: () => server.close() };
}

/** Every request goes to the next instance. */
async function fleetOf(count: number): Promise<RunningTarget> {
  const fleet = await spawnFleet({ count, fixtures });
  return { name: `${count} instances`, url: onLocalhost(fleet.url), stop: () => fleet.stop() };
}

function onLocalhost(address: string): string {
  const url = new URL(address);
  url.hostname = 'localhost';
  return url.href;
}
