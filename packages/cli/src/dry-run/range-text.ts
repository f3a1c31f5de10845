const dayMs = 86_400_000;

/** `2025-04-06 to 2025-04-22`, days in UTC, both inclusive; with times where it is not whole days. */
export function rangeText({ startMs, endMs }: { startMs: number; endMs: number }): string {
  if (startMs % dayMs !== 0 || endMs % dayMs !== 0) return `${timeOf(startMs)} to ${timeOf(endMs)}`;
  const [first, last] = [dayOf(startMs), dayOf(endMs - 1)];
  return first === last ? first : `${first} to ${last}`;
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** `2025-04-06 22:00`. */
function timeOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');
}
