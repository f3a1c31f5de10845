import { checkedList } from './checked-list.ts';
import { checkedBoolean } from './checked-boolean.ts';
import { checkKeys } from './check-keys.ts';
import { closestName } from '../model/closest-name.ts';
import { invalidQuery, quoted } from './invalid-query.ts';
import { defaultDimensions, dimensions, isDimension, type Dimension } from '../model/dimension.ts';
import type { Filter } from '../model/query.ts';

/** What people call a dimension in other tools. */
const otherNames: ReadonlyMap<string, Dimension> = new Map([
  ['date', 'day'],
  ['user', 'principal'],
  ['users', 'principal'],
  ['identity', 'principal'],
  ['people', 'person'],
  ['profile', 'applicationInferenceProfile'],
  ['status', 'error'],
  ['team', 'requestMetadata.team'],
  ['tag', 'requestMetadata.team'],
  ['requestmetadata', 'requestMetadata.team'],
]);

/** The sections asked for, each once, in the order asked. */
export function resolveGroupBy(groupBy: readonly Dimension[] = defaultDimensions): Dimension[] {
  return [...new Set(checkedList('groupBy', groupBy).map(checkedDimension))];
}

/** The conditions asked for, each checked. */
export function resolveFilters(where: readonly Filter[] = []): Filter[] {
  return checkedList('where', where).map(checkedFilter);
}

const filterKeys: Readonly<Record<keyof Filter, true>> = {
  dimension: true,
  values: true,
  negated: true,
};

// A misspelled `negated` would count the opposite of what was asked for.
function checkedFilter(filter: Filter): Filter {
  if (typeof filter !== 'object' || filter === null) {
    throw invalidQuery(
      `Give a filter as an object with dimension and values, not ${quoted(filter)}.`,
    );
  }
  checkKeys('A filter', filter, filterKeys);
  const { values, negated = false } = filter;
  const dimension = checkedDimension(filter.dimension);
  if (!Array.isArray(values) || values.length === 0) {
    throw invalidQuery(`Give the filter on ${dimension} at least one value.`);
  }
  const wrong = values.findIndex((value) => typeof value !== 'string');
  if (wrong !== -1) {
    throw invalidQuery(
      `Give the values of the filter on ${dimension} as texts, not ${quoted(values[wrong])}.`,
    );
  }
  return {
    dimension,
    values: [...values],
    negated: checkedBoolean(`negated of the filter on ${dimension}`, negated),
  };
}

function checkedDimension(name: unknown): Dimension {
  if (typeof name === 'string' && isDimension(name)) return name;
  const known = `${dimensions.join(', ')} or requestMetadata.<key>`;
  const meant = otherNames.get(String(name).toLowerCase()) ?? closestName(String(name), dimensions);
  throw invalidQuery(
    meant === null
      ? `There is no dimension ${quoted(name)}; use ${known}.`
      : `There is no dimension ${quoted(name)}; did you mean ${meant}? There are ${known}.`,
  );
}
