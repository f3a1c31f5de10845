import type { Filter } from '../model/query.ts';
import { invalidQuery, quoted } from './invalid-query.ts';

/**
 * Reads conditions such as `region=us-east-1` and `model!=kimi-k2.5`, as people write them. Those on
 * the same dimension are alternatives, so that a value may hold commas, as session names do. Whether
 * a dimension exists is checked with the query.
 *
 * @throws SpendError `INVALID_QUERY` when a condition is not of this form.
 * @example
 * parseFilters(['region=us-east-1', 'region=eu-west-1', 'person!=ana@example.com']);
 */
export function parseFilters(conditions: readonly string[]): Filter[] {
  const filters = new Map<string, Filter & { values: string[] }>();
  for (const condition of conditions) {
    const [, dimension, not, value] = /^([^=!]+)(!?)=(?!=)([^]+)$/.exec(condition) ?? [];
    if (dimension === undefined || value === undefined) {
      throw invalidQuery(
        `Write a condition as dimension=value or dimension!=value, not ${quoted(condition)}.`,
      );
    }
    const name = `${dimension}${not}`;
    const filter = filters.get(name) ?? {
      dimension: dimension as Filter['dimension'],
      values: [],
      negated: not === '!',
    };
    filter.values.push(value);
    filters.set(name, filter);
  }
  return [...filters.values()];
}
