import { asset, resourceReference, secret, unknown } from './marker.ts';
import { signatures } from './signatures.ts';

/** What the program sent, with markers where it sent Pulumi's signatures. */
export function decodeValue(value: unknown): unknown {
  if (value === signatures.unknown) return unknown;
  if (Array.isArray(value)) return value.map(decodeValue);
  if (typeof value !== 'object' || value === null) return value;
  return decodeObject(value as Record<string, unknown>);
}

/** The same for the properties of a resource. */
export function decodeProperties(properties: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, decodeValue(value)]),
  );
}

function decodeObject(wrapped: Record<string, unknown>): unknown {
  const { [signatures.key]: signature, ...rest } = wrapped;
  switch (signature) {
    case undefined:
      return decodeProperties(wrapped);
    case signatures.secret:
      return secret(decodeValue(rest['value']));
    case signatures.resource:
      return resourceReference(String(rest['urn']), decodeReferredId(rest['id']));
    case signatures.asset:
      return asset('asset', decodeProperties(rest));
    case signatures.archive:
      return asset('archive', decodeProperties(rest));
    case signatures.output:
      return decodeOutput(rest);
    default:
      throw new Error(
        `The program sent a value that this engine does not know: ${String(signature)}.`,
      );
  }
}

// In a preview the id of a new resource is sent as nothing.
function decodeReferredId(id: unknown): unknown {
  return id === '' ? unknown : decodeValue(id);
}

function decodeOutput({ value, secret: isHidden }: Record<string, unknown>): unknown {
  const decoded = value === undefined ? unknown : decodeValue(value);
  return isHidden === true ? secret(decoded) : decoded;
}
