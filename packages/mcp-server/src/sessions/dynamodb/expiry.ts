/**
 * Attributes that end an item: DynamoDB deletes it some time after `expiresAt` (seconds; often hours
 * late, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html), and readers look
 * at `expiresAtMs`.
 */
export function expiryOf(expiresAtMs: number): { expiresAt: number; expiresAtMs: number } {
  return { expiresAt: Math.ceil(expiresAtMs / 1000), expiresAtMs: Math.ceil(expiresAtMs) };
}

/** Holds where there is no such item, or only one that has expired; `:nowMs` is the present moment. */
export const isGone = 'attribute_not_exists(pk) OR expiresAtMs <= :nowMs';
