import type { TimeRange } from '../engine-context.ts';

const secondMs = 1000;

/**
 * Two halves of a range: at the border of a bucket where the range is longer than one, so that no
 * bucket is asked for twice, else at a whole second. `null` for a second or less.
 */
export function splitRange(
  { startMs, endMs }: TimeRange,
  bucketMs: number,
): [TimeRange, TimeRange] | null {
  const middle = (startMs + endMs) / 2;
  const border = [bucketMs, secondMs]
    .flatMap((unit) => [Math.floor(middle / unit) * unit, Math.ceil(middle / unit) * unit])
    .find((timeMs) => timeMs > startMs && timeMs < endMs);
  if (border === undefined) return null;
  return [
    { startMs, endMs: border },
    { startMs: border, endMs },
  ];
}
