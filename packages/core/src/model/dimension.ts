/**
 * What usage can be grouped by and filtered on. `requestMetadata.team` groups by the tag `team` that
 * callers send along with their requests.
 *
 * @example
 * await createReport(source, { groupBy: ['person', 'requestMetadata.team'] });
 */
export type Dimension = (typeof dimensions)[number] | `requestMetadata.${string}`;

/**
 * Every dimension but those of `requestMetadata`, whose keys are the callers' own.
 *
 * @example
 * console.log(`Group by ${dimensions.join(', ')} or requestMetadata.<key>`);
 */
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

/**
 * Sections of a report that asks for none.
 *
 * @example
 * await createReport(source, { groupBy: defaultDimensions.concat('person') });
 */
export const defaultDimensions: readonly Dimension[] = ['day', 'region', 'model', 'principal'];

const metadataPrefix = 'requestMetadata.';

/**
 * Whether a name is that of a dimension; `requestMetadata.` needs a key after its point.
 *
 * @example
 * isDimension('requestMetadata.team'); // true
 * isDimension('team'); // false
 */
export function isDimension(name: string): name is Dimension {
  return (
    (dimensions as readonly string[]).includes(name) ||
    (name.startsWith(metadataPrefix) && name.length > metadataPrefix.length)
  );
}

/**
 * Key of `report.sections`: `model` is `byModel`, `requestMetadata.team` is `byRequestMetadata.team`.
 *
 * @example
 * const models = report.sections[sectionName('model')];
 */
export function sectionName(dimension: Dimension): string {
  return `by${dimension.charAt(0).toUpperCase()}${dimension.slice(1)}`;
}

/** Tag name of a `requestMetadata.<key>` dimension, else `null`. */
export function metadataKey(dimension: Dimension): string | null {
  return dimension.startsWith(metadataPrefix) ? dimension.slice(metadataPrefix.length) : null;
}

/**
 * Value of a dimension for a call that has none: no person, no tag, no error.
 *
 * @example
 * await createReport(source, { where: [{ dimension: 'error', values: [noValue] }] }); // served calls
 */
export const noValue = '(none)';
