import { isAsset, isResourceReference, isSecret, isUnknown, shapeOf } from './marker.ts';
import { signatures } from './signatures.ts';

/** What goes back to the program: JSON with Pulumi's signatures for markers. */
export function encodeValue(value: unknown): unknown {
  if (isUnknown(value)) return signatures.unknown;
  if (isSecret(value)) return marked('secret', { value: encodeValue(value.value) ?? null });
  if (isResourceReference(value)) return marked('resource', encodeProperties({ ...value }));
  if (isAsset(value)) return marked(shapeOf(value), encodeProperties(value.content));
  if (Array.isArray(value)) return value.map((item) => encodeValue(item) ?? null);
  if (typeof value === 'object' && value !== null) return encodeProperties(value);
  return value;
}

/** The same for the properties of a resource; a property that is undefined is left out. */
export function encodeProperties(properties: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, encodeValue(value)]),
  );
}

function marked(shape: 'secret' | 'resource' | 'asset' | 'archive', content: object): object {
  return { [signatures.key]: signatures[shape], ...content };
}
