import { isAsset, isResourceReference, isSecret, isUnknown } from './marker.ts';

/**
 * The value as a provider would use it: secrets are opened, at any depth. Unknown values,
 * references and assets stay the markers they are.
 */
export function plain(value: unknown): unknown {
  if (isSecret(value)) return plain(value.value);
  if (isUnknown(value) || isResourceReference(value) || isAsset(value)) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return plainObject(value);
  return value;
}

/** The same for the properties of a resource. */
export function plainObject(properties: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, plain(value)]),
  );
}
