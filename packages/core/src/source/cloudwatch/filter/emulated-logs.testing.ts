import {
  spawnEmulator,
  type LoggedRequest,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { createAwsClients } from '../../../aws/aws-clients.ts';
import { createCallLimiter } from '../../../aws/call-limiter.ts';
import { wait } from '../../../aws/wait.ts';
import type { Rejection } from '../../../model/rejection.ts';
import type { EngineContext, TimeRange } from '../engine-context.ts';
import { readByFilter } from './read-by-filter.ts';

/** Account and region whose logs are read. */
export const place = { accountId: '111122223333', region: 'us-east-1' };

/** When the events of a test begin. */
export const dayMs = Date.UTC(2026, 9, 1);

/** The 24 hours that the events of a test are in. */
export const day: TimeRange = { startMs: dayMs, endMs: dayMs + 86_400_000 };

export interface LogEvent {
  timestamp: number;
  message: string;
}

/** A call that is told from others by its request id. Bodies make pages small in events. */
export function callAt(
  timestamp: number,
  { requestId, bodyBytes = 0 }: { requestId: string; bodyBytes?: number },
): LogEvent {
  const message = JSON.stringify({
    timestamp: new Date(timestamp).toISOString(),
    ...place,
    requestId,
    operation: 'Converse',
    modelId: 'amazon.nova-lite-v1:0',
    input: { inputBodyJson: { text: 'x'.repeat(bodyBytes) }, inputTokenCount: 3 },
    output: { outputTokenCount: 5 },
    identity: { arn: `arn:aws:iam::${place.accountId}:user/ann` },
    requestMetadata: { team: 'search' },
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
  });
  return { timestamp, message };
}

export interface ReadOptions {
  range?: TimeRange;
  callsPerSecond?: number;
  signal?: AbortSignal;
  requestMetadata?: boolean;
  /** Told of each batch; may end the reading. */
  onBatch?: (requestIds: readonly string[]) => void | Promise<void>;
}

export interface ReadLogs {
  requestIds: string[];
  rejections: Rejection[];
  bytesRead: number;
}

/** An emulated AWS in a process of its own, with one log group for each test. */
export interface EmulatedLogs {
  emulator: SpawnedEmulator;
  /** Makes a new log group of these events; gives its name. */
  putGroup(events: readonly LogEvent[]): Promise<string>;
  context(logGroup: string, options?: ReadOptions): Promise<EngineContext>;
  read(logGroup: string, options?: ReadOptions): Promise<ReadLogs>;
  /** Calls of FilterLogEvents on a group, oldest first. */
  requests(logGroup: string): Promise<LoggedRequest[]>;
  /** Time that each page takes. */
  setPageMs(pageMs: number): Promise<void>;
  stop(): Promise<void>;
}

const eventsAtATime = 500;

/** The endpoint has to be in `AWS_ENDPOINT_URL` before anything is read. */
export async function startEmulatedLogs(): Promise<EmulatedLogs> {
  const emulator = await spawnEmulator({
    config: { accounts: [{ accountId: place.accountId, regions: { [place.region]: {} } }] },
  });
  const clients = createAwsClients({
    region: place.region,
    credentials: async () => emulator.credentials(place.accountId),
  });
  let groups = 0;

  const logs: EmulatedLogs = {
    emulator,
    async putGroup(events) {
      const logGroup = `/test/${++groups}`;
      await emulator.control.createLogGroup({ ...place, logGroup });
      for (let start = 0; start < events.length; start += eventsAtATime) {
        const part = events.slice(start, start + eventsAtATime);
        await emulator.control.putEvents({ ...place, logGroup, events: part });
      }
      return logGroup;
    },
    context: async (logGroup, { callsPerSecond = 2000, signal } = {}) => ({
      ...place,
      logs: await clients.logs(),
      logGroup,
      limiter: createCallLimiter({ callsPerSecond }),
      now: () => new Date(),
      wait,
      signal,
    }),
    async read(logGroup, options = {}) {
      const { range = day, requestMetadata = false, onBatch } = options;
      const context = await logs.context(logGroup, options);
      const read: ReadLogs = { requestIds: [], rejections: [], bytesRead: 0 };
      for await (const batch of readByFilter(context, range, {
        requestId: true,
        requestMetadata,
      })) {
        const requestIds = batch.invocations.map(({ requestId }) => requestId);
        read.requestIds.push(...requestIds);
        read.rejections.push(...batch.rejections);
        read.bytesRead += batch.bytesRead;
        await onBatch?.(requestIds);
      }
      return read;
    },
    requests: async (logGroup) =>
      (await emulator.control.requests({ operation: 'FilterLogEvents' })).filter(
        ({ input }) => input['logGroupName'] === logGroup,
      ),
    setPageMs: (pageMs) =>
      emulator.control.setLatency({ pageMs, queryBaseMs: 0, queryBytesPerSecond: 1e9 }),
    async stop() {
      clients.destroy();
      await emulator.stop();
    },
  };
  return logs;
}
