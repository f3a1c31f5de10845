import { checkedList } from './checked-list.ts';
import { closestName } from '../model/closest-name.ts';
import { invalidQuery, quoted } from './invalid-query.ts';
import { defaultDimensions, dimensions, isDimension, type Dimension } from '../model/dimension.ts';
import type { Filter } from '../model/query.ts';

/** What people call a dimension in other tools. */
const otherNames: Readonly<Record<string, Dimension>> = {
  date: 'day',
  user: 'principal',
  users: 'principal',
  identity: 'principal',
  people: 'person',
  profile: 'applicationInferenceProfile',
  status: 'error',
  team: 'requestMetadata.team',
  tag: 'requestMetadata.team',
  requestmetadata: 'requestMetadata.team',
};

/** The sections asked for, each once, in the order asked. */
export function resolveGroupBy(groupBy: readonly Dimension[] = defaultDimensions): Dimension[] {
  return [...new Set(checkedList('groupBy', groupBy).map(checkedDimension))];
}

/** The conditions asked for, each checked. */
export function resolveFilters(where: readonly Filter[] = []): Filter[] {
  return checkedList('where', where).map(({ dimension, values, negated = false }) => {
    const checked = checkedDimension(dimension);
    if (!Array.isArray(values) || values.length === 0) {
      throw invalidQuery(`Give the filter on ${checked} at least one value.`);
    }
    return { dimension: checked, values: [...values], negated };
  });
}

function checkedDimension(name: unknown): Dimension {
  if (typeof name === 'string' && isDimension(name)) return name;
  const known = `${dimensions.join(', ')} or requestMetadata.<key>`;
  const meant = otherNames[String(name).toLowerCase()] ?? closestName(String(name), dimensions);
  throw invalidQuery(
    meant === null
      ? `There is no dimension ${quoted(name)}; use ${known}.`
      : `There is no dimension ${quoted(name)}; did you mean ${meant}? There are ${known}.`,
  );
}
