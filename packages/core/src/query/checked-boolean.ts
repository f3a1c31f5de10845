import { invalidQuery, quoted } from './invalid-query.ts';

/** Callers without types may pass a word, and every word counts as true. */
export function checkedBoolean(name: string, value: boolean): boolean {
  if (typeof value === 'boolean') return value;
  throw invalidQuery(`Give ${name} as true or false, not ${quoted(value)}.`);
}
