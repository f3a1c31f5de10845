import type { MessageTest } from './compile-filter-pattern.ts';
import { readJsonPattern } from './read-json-pattern.ts';

/** `{ $.a.b = "x" && … }`; an event that is no JSON object does not match. */
export function jsonPattern(pattern: string): MessageTest {
  const test = readJsonPattern(pattern);
  return (message) => {
    const record = parseObject(message);
    return record !== null && test(record);
  };
}

function parseObject(message: string): object | null {
  // Spares the cost of an exception for each line of plain text.
  if (!/^\s*\{/u.test(message)) return null;
  try {
    return JSON.parse(message) as object;
  } catch {
    return null;
  }
}
