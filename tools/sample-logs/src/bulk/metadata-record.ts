import { logTimestamp, schema, type LogRecord } from '../log-record.ts';
import type { Random } from '../random.ts';
import type { Caller } from './callers.ts';

export const bulkDays = 30;
const firstDayMs = Date.parse('2026-09-01');
const spanMs = bulkDays * 86_400_000;

/** Where a record stands in its log: record 0 is the oldest. */
export interface Position {
  index: number;
  count: number;
}

/** A record as it is logged when the delivery of bodies is off: about 650 bytes, no prompt. */
export function metadataRecord(caller: Caller, position: Position, random: Random): LogRecord {
  const { accountId, region, modelId, requestMetadata, inferenceRegion } = caller;
  return {
    timestamp: logTimestamp(timestampMs(position)),
    accountId,
    region,
    requestId: random.uuid(),
    operation: random.chance(0.5) ? 'ConverseStream' : 'Converse',
    modelId,
    ...(requestMetadata === null ? {} : { requestMetadata }),
    ...outcome(modelId, random),
    identity: { arn: caller.arn },
    ...(inferenceRegion === null ? {} : { inferenceRegion }),
    ...schema,
  };
}

/** Evenly over the days, in order. */
export function timestampMs({ index, count }: Position): number {
  return firstDayMs + Math.floor((spanMs * index) / count);
}

function outcome(
  modelId: string,
  random: Random,
): Pick<LogRecord, 'errorCode' | 'input' | 'output'> {
  if (random.chance(0.005)) return { errorCode: 'ThrottlingException' };
  return {
    input: {
      inputContentType: 'application/json',
      inputTokenCount: random.logNormal({ median: 1_200, sigma: 0.8, atMost: 60_000 }),
      ...(modelId.includes('anthropic') ? cachedTokens(random) : {}),
    },
    output: {
      outputContentType: 'application/json',
      outputTokenCount: random.logNormal({ median: 250, sigma: 0.8, atMost: 8_000 }),
    },
  };
}

function cachedTokens(random: Random) {
  return {
    cacheReadInputTokenCount: random.logNormal({ median: 8_000, sigma: 0.5, atMost: 30_000 }),
    cacheWriteInputTokenCount: random.chance(0.8) ? 0 : random.integer(200, 6_000),
  };
}
