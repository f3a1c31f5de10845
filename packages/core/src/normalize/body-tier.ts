import type { ServiceTier } from '../model/invocation.ts';

/** The tiers by the names they have in a response body. */
export const tierOfName: ReadonlyMap<string, ServiceTier> = new Map([
  ['default', 'standard'],
  ['standard', 'standard'],
  ['flex', 'flex'],
  ['priority', 'priority'],
  ['reserved', 'reserved'],
]);

const plainTiers = [...tierOfName].flatMap(([name, tier]) =>
  [`serviceTier":{"type":"${name}"}`, `service_tier":"${name}"`].map((member) => ({
    bytes: new TextEncoder().encode(member),
    tier,
  })),
);

/**
 * The tier of a body's member whose key begins at `position`; `null` unless it is one of ours,
 * alone in its object and written without spaces and escapes.
 */
export function plainTierAt(bytes: Uint8Array, position: number): ServiceTier | null {
  const found = plainTiers.find(({ bytes: member }) =>
    member.every((byte, index) => bytes[position + index] === byte),
  );
  return found === undefined ? null : found.tier;
}
