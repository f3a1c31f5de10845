import { invalidQuery, quoted } from './invalid-query.ts';

/** Callers without types often pass one value where a list is due. */
export function checkedList<Item>(name: string, list: readonly Item[]): readonly Item[] {
  if (Array.isArray(list)) return list;
  throw invalidQuery(`Give ${name} as a list, not ${quoted(list)}.`);
}
