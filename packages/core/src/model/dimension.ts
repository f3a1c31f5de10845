/**
 * What usage can be grouped by and filtered on. `requestMetadata.team` groups by the tag `team` that
 * callers send along with their requests.
 */
export type Dimension = (typeof dimensions)[number] | `requestMetadata.${string}`;

export const dimensions = [
  'day',
  'hour',
  'region',
  'model',
  'principal',
  'account',
  'operation',
  'scope',
  'tier',
  'role',
  'person',
  'applicationInferenceProfile',
  'error',
] as const;

export const defaultDimensions: readonly Dimension[] = ['day', 'region', 'model', 'principal'];

const metadataPrefix = 'requestMetadata.';

export function isDimension(name: string): name is Dimension {
  return (
    (dimensions as readonly string[]).includes(name) ||
    (name.startsWith(metadataPrefix) && name.length > metadataPrefix.length)
  );
}

/** Key of `report.sections`: `model` is `byModel`, `requestMetadata.team` is `byRequestMetadata.team`. */
export function sectionName(dimension: Dimension): string {
  return `by${dimension.charAt(0).toUpperCase()}${dimension.slice(1)}`;
}

/** Tag name of a `requestMetadata.<key>` dimension, else `null`. */
export function metadataKey(dimension: Dimension): string | null {
  return dimension.startsWith(metadataPrefix) ? dimension.slice(metadataPrefix.length) : null;
}

/** Value of a dimension for a call that has none: no person, no tag, no error. */
export const noValue = '(none)';
