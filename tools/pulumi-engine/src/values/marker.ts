const kind = Symbol('kind of value');

/** A value that Pulumi keeps encrypted in its state and hides in what it prints. */
export interface Secret {
  readonly [kind]: 'secret';
  readonly value: unknown;
}

/** A value that only a deployment knows; previews are full of them. */
export interface Unknown {
  readonly [kind]: 'unknown';
}

/** A resource that was handed over as a whole; `id` is missing for components. */
export interface ResourceReference {
  readonly [kind]: 'resource';
  readonly urn: string;
  readonly id?: unknown;
}

/** A file, a text or an address, or several of them, as the program named them. */
export interface Asset {
  readonly [kind]: 'asset' | 'archive';
  readonly content: Readonly<Record<string, unknown>>;
}

type Marker = Secret | Unknown | ResourceReference | Asset;

export const unknown: Unknown = { [kind]: 'unknown' };

export const secret = (value: unknown): Secret =>
  isSecret(value) ? value : { [kind]: 'secret', value };

export const resourceReference = (urn: string, id: unknown): ResourceReference =>
  id === undefined ? { [kind]: 'resource', urn } : { [kind]: 'resource', urn, id };

export const asset = (
  shape: 'asset' | 'archive',
  content: Readonly<Record<string, unknown>>,
): Asset => ({ [kind]: shape, content });

/** @example `isSecret(run.outputs['apiKey'])` is what a test of a key asks. */
export const isSecret = (value: unknown): value is Secret => kindOf(value) === 'secret';

/** @example `isUnknown(preview.outputs['apiUrl'])`: nobody knows the address before it is made. */
export const isUnknown = (value: unknown): value is Unknown => kindOf(value) === 'unknown';

export const isResourceReference = (value: unknown): value is ResourceReference =>
  kindOf(value) === 'resource';

export const isAsset = (value: unknown): value is Asset =>
  ['asset', 'archive'].includes(kindOf(value) ?? '');

export const shapeOf = (value: Asset): 'asset' | 'archive' => value[kind];

function kindOf(value: unknown): Marker[typeof kind] | undefined {
  return typeof value === 'object' && value !== null ? (value as Partial<Marker>)[kind] : undefined;
}
