import { SpendError, type Filter } from '@bedrock-spend/core';

/**
 * Reads conditions such as `region=us-east-1` and `model!=kimi-k2.5`. Those on the same dimension are
 * alternatives, so that a value may hold commas, as session names do.
 *
 * @throws SpendError `INVALID_QUERY` when a condition is not of this form.
 */
export function filtersOf(conditions: readonly string[]): Filter[] {
  const filters = new Map<string, { dimension: string; values: string[]; negated: boolean }>();
  for (const condition of conditions) {
    const [, dimension, not, value] = /^([^=!]+)(!?)=([^]+)$/.exec(condition) ?? [];
    if (dimension === undefined || value === undefined) {
      throw new SpendError(
        'INVALID_QUERY',
        `Argument "where" takes dimension=value or dimension!=value, not ${JSON.stringify(condition)}.`,
      );
    }
    const key = `${dimension}${not}`;
    const filter = filters.get(key) ?? { dimension, values: [], negated: not === '!' };
    filter.values.push(value);
    filters.set(key, filter);
  }
  // The library refuses names that are no dimensions.
  return [...filters.values()] as Filter[];
}
