/** A parsed JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, or `null`. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null;
}

/** The member of an object that is an object, or `null`. */
export function objectAt(parent: JsonObject | null, key: string): JsonObject | null {
  return parent === null ? null : asObject(ownValue(parent, key));
}

/** The member as text; empty where it is missing or something else. */
export function textAt(parent: JsonObject | null, key: string): string {
  const value = parent === null ? undefined : ownValue(parent, key);
  return typeof value === 'string' ? value : '';
}

/**
 * The member as a count, which is a whole number from 0 to 2^53 - 1; `null` where it is missing or
 * anything else.
 */
export function countAt(parent: JsonObject | null, key: string): number | null {
  const value = parent === null ? undefined : ownValue(parent, key);
  return isCount(value) ? value : null;
}

/** True where the member is there and not `null`. */
export function isGiven(parent: JsonObject | null, key: string): boolean {
  const value = parent === null ? undefined : ownValue(parent, key);
  return value !== undefined && value !== null;
}

/** Own members only: a record that lacks a key must not find it on `Object.prototype`. */
export function ownValue(parent: JsonObject, key: string): unknown {
  return Object.hasOwn(parent, key) ? parent[key] : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
