import { createRandom, type Random } from '../random.ts';
import { logTimestamp, type LogRecord } from '../log-record.ts';
import { mixedShape } from './mixed-shape.ts';

export interface MixedRequest {
  seed: number;
  /** Number of records; at least 40 shows every shape in both regions. */
  count: number;
  /** First and last day, `YYYY-MM-DD`, UTC. */
  since: string;
  until: string;
}

export const mixedDefaults: MixedRequest = {
  seed: 7,
  count: 600,
  since: '2026-10-26',
  until: '2026-11-01',
};

const regions = ['us-east-1', 'eu-west-1'] as const;
const dayMs = 86_400_000;

/**
 * Records of every shape that a log has. They come in pairs that differ only in region, time and
 * request, so that the regions of an even number of records have equal totals. Two stand in the last
 * second of `until`, two in the first of `since`; the four records around the window do not count.
 */
export function mixedRecords(request: Partial<MixedRequest> = {}): LogRecord[] {
  const { seed, count, since, until } = { ...mixedDefaults, ...request };
  const random = createRandom(seed, 'mixed');
  const startMs = Date.parse(since);
  const endMs = Date.parse(until) + dayMs;
  const timeOf = (pair: number) => {
    if (pair === 0) return endMs - 1_000;
    return pair === 1 ? startMs : startMs + Math.floor(random.fraction() * (endMs - startMs));
  };
  const records: LogRecord[] = [];
  for (let pair = 0; records.length < count; pair++) {
    records.push(...twins(mixedShape(random, pair), timeOf(pair), random));
  }
  const outside = [startMs - 1_000, endMs].flatMap((timestampMs) =>
    twins(mixedShape(random, 0), timestampMs, random),
  );
  return [...records.slice(0, count), ...outside];
}

type Shape = Omit<LogRecord, 'timestamp' | 'region' | 'requestId'>;

function twins(shape: Shape, timestampMs: number, random: Random): LogRecord[] {
  return regions.map((region) => ({
    timestamp: logTimestamp(timestampMs),
    region,
    requestId: random.uuid(),
    ...shape,
  }));
}
