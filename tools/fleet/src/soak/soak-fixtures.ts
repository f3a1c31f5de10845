import { setTimeout as wait } from 'node:timers/promises';

import { filesSource } from '@bedrock-spend/core/files';
import type { StartOptions } from '@bedrock-spend/mcp-server';

import { soakLogFile } from './soak-logs.ts';

/** A server over a few records, whose second is 50 milliseconds long. */
export function startOptions(): Partial<StartOptions> {
  return {
    source: filesSource([soakLogFile]),
    wait: async (durationMs, signal) => wait(durationMs / 20, undefined, { signal }),
  };
}
