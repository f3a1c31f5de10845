import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { spawnEmulator, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';

import { createCallLimiter } from '../../aws/call-limiter.ts';
import { wait as waitByTimer } from '../../aws/wait.ts';
import type { LogEvent } from './record-event.testing.ts';
import { logGroupSource } from './log-group-source.ts';
import type { LogGroupOptions } from './log-group-options.ts';
import type { QueryEngine } from './query-engine.ts';
import type { LogSource } from '../log-source.ts';

export const target = { accountId: '111122223333', region: 'us-east-1' };

/** An emulated account, a process of its own, and sources that read its log groups. */
export interface EmulatedLogs {
  emulator: SpawnedEmulator;
  logs: CloudWatchLogsClient;
  /** Puts events into a new log group and gives its name. */
  put(events: readonly LogEvent[]): Promise<string>;
  source(logGroup: string, engine: QueryEngine, options?: Partial<LogGroupOptions>): LogSource;
  /** How often each operation of CloudWatch Logs was called since this was last asked. */
  calls(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

export async function emulateLogs(): Promise<EmulatedLogs> {
  const { accountId, region } = target;
  const emulator = await spawnEmulator({ config: { accounts: [{ accountId }] } });
  const logs = new CloudWatchLogsClient({
    region,
    endpoint: emulator.url,
    credentials: emulator.credentials(accountId),
    maxAttempts: 1,
  });
  let groups = 0;
  return {
    emulator,
    logs,
    async put(events) {
      groups += 1;
      const logGroup = `/aws/bedrock/logs-${groups}`;
      await emulator.control.createLogGroup({ ...target, logGroup, createdAt: 0 });
      if (events.length > 0) {
        await emulator.control.putEvents({ ...target, logGroup, events: [...events] });
      }
      return logGroup;
    },
    source: (logGroup, engine, options = {}) =>
      logGroupSource({
        target,
        logGroup,
        engine,
        logs: async () => logs,
        limiter: createCallLimiter({ callsPerSecond: 1000 }),
        now: () => new Date('2026-11-22T12:00:00Z'),
        // Queries of a few records are done before a usual wait is over.
        wait: (durationMs, signal) => waitByTimer(Math.min(durationMs, 5), signal),
        ...options,
      }),
    async calls() {
      const counts: Record<string, number> = {};
      for (const { operation } of await emulator.control.requests({ service: 'logs' })) {
        counts[operation] = (counts[operation] ?? 0) + 1;
      }
      await emulator.control.clearRequests();
      return counts;
    },
    async stop() {
      logs.destroy();
      await emulator.stop();
    },
  };
}
