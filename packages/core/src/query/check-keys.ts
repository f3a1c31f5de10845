import { invalidQuery, quoted } from './invalid-query.ts';

/** What a caller passes is strict: a property that is not known is a mistake, not an extra. */
export function checkKeys(
  what: string,
  value: object,
  known: Readonly<Record<string, true>>,
): void {
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(known, key));
  if (unknown === undefined) return;
  throw invalidQuery(
    `${what} has no ${quoted(unknown)}; it takes ${Object.keys(known).join(', ')}.`,
  );
}
