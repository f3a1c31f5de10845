/** What an event's field can be inside the engine; null is an absent field. */
export type Value = string | number | bigint | null;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a value is or spells, else null. */
export function toNumber(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return value !== null && NUMBER.test(value) ? Number(value) : null;
}

/** A value as it is printed: integers without `.0`, never with an exponent below 1e21. */
export function toText(value: Value): string | null {
  if (value === null || typeof value === 'string') return value;
  return String(Object.is(value, -0) ? 0 : value);
}

/**
 * Negative, 0 or positive: numbers by their value, also when one is spelled as text, texts by
 * Unicode; null where a number meets a text that spells none, or a value is absent.
 */
export function compareValues(left: Value, right: Value): number | null {
  if (left === null || right === null) return null;
  const leftNumber = toNumber(left);
  const rightNumber = toNumber(right);
  if (leftNumber !== null && rightNumber !== null) return leftNumber - rightNumber;
  if (typeof left !== 'string' || typeof right !== 'string') return null;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
