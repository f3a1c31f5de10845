import { metadataKey, type Dimension } from './dimension.ts';
import type { ResolvedQuery } from './query.ts';

/**
 * What calls have to be kept apart by for a query, beside what a price depends on. Coarser than its
 * dimensions: role and person follow from the principal, days of a time zone from the hour.
 *
 * @example
 * const { bucketMs, principal }: GroupColumns = groupColumns(query);
 */
export interface GroupColumns {
  /** Length of a bucket of time: a UTC day, an hour, or whole minutes that make up an hour. */
  bucketMs: number;
  principal: boolean;
  operation: boolean;
  /** Keys of `requestMetadata`, sorted. */
  metadataKeys: readonly string[];
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
// Whatever a zone is ahead of UTC by, a bucket of the longest length that fits begins with each of its days.
const lengthsMinutes = [60, 15];

/**
 * The columns that answer a query, its filters included.
 *
 * @example
 * groupColumns(await resolveQuery({ groupBy: ['person'] }, { now: new Date() })).principal; // true
 */
export function groupColumns(query: ResolvedQuery): GroupColumns {
  const dimensions = [...query.groupBy, ...query.where.map(({ dimension }) => dimension)];
  const includes = (...names: Dimension[]) => names.some((name) => dimensions.includes(name));
  return {
    bucketMs: bucketOf(query, includes('hour')),
    principal: includes('principal', 'role', 'person'),
    operation: includes('operation'),
    metadataKeys: [...new Set(dimensions.flatMap((name) => metadataKey(name) ?? []))].sort(),
  };
}

function bucketOf({ timeZone }: ResolvedQuery, byHour: boolean): number {
  if (timeZone === 'UTC') return byHour ? hourMs : dayMs;
  const offsets = offsetsMinutes(timeZone);
  const length = lengthsMinutes.find((minutes) =>
    offsets.every((offset) => offset % minutes === 0),
  );
  return (length ?? 1) * minuteMs;
}

// Bedrock is younger than this, and every zone changes its offset within a year or not at all. The
// answer may not depend on the window: what is kept for one has to serve another.
const firstMs = Date.UTC(2023, 0, 1);
const months = 60;

function offsetsMinutes(timeZone: string): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return Array.from({ length: months }, (_, month) =>
    offsetMinutes(format, firstMs + month * 30 * dayMs),
  );
}

/** Minutes past the whole hour of the offset in force, such as 30 of `GMT+05:30`. */
function offsetMinutes(format: Intl.DateTimeFormat, timeMs: number): number {
  const name = format.formatToParts(timeMs).find(({ type }) => type === 'timeZoneName')?.value;
  return Number(name?.split(':')[1] ?? 0);
}
