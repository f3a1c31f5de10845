import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A few genuine records, from August 2025 to September 2026. */
export const soakLogFile = fileURLToPath(
  new URL('../../../../packages/core/fixtures/log-records.ndjson', import.meta.url),
);

const days = [...readFileSync(soakLogFile, 'utf8').matchAll(/"timestamp":"(\d{4}-\d\d-\d\d)/g)].map(
  ([, day = '']) => day,
);

/** How many calls a report of these days counts. */
export function requestsWithin(since: string, until: string): number {
  return days.filter((day) => day >= since && day <= until).length;
}
