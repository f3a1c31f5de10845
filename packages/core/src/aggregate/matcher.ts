import type { DimensionReaders } from './dimension-readers.ts';
import type { InvocationFacts } from '../model/invocation-group.ts';
import type { Filter, ResolvedQuery } from '../model/query.ts';

type Condition = (invocation: InvocationFacts) => boolean;

/** Whether a call meets every filter of the query; `null` where there is nothing to check. */
export function createMatcher(query: ResolvedQuery, readers: DimensionReaders): Condition | null {
  const conditions = [
    ...memberOf(query.regions, ({ region }) => region),
    ...memberOf(query.accounts, ({ accountId }) => accountId),
    ...query.where.map((filter) => conditionOf(filter, readers)),
  ];
  if (conditions.length === 0) return null;
  return (invocation) => conditions.every((condition) => condition(invocation));
}

function memberOf(
  values: readonly string[],
  read: (invocation: InvocationFacts) => string,
): Condition[] {
  if (values.length === 0) return [];
  const wanted = new Set(values);
  return [(invocation) => wanted.has(read(invocation))];
}

function conditionOf(
  { dimension, values, negated = false }: Filter,
  readers: DimensionReaders,
): Condition {
  const wanted = new Set(values);
  if (dimension === 'model') {
    return (invocation) => modelNames(invocation).some((name) => wanted.has(name)) !== negated;
  }
  const read = readers(dimension);
  return (invocation) => wanted.has(read(invocation)) !== negated;
}

/** A model may be named as the report does, as AWS's list of models does, or as the caller did. */
function modelNames({ model }: InvocationFacts): string[] {
  return [model.shortName, model.id, model.exactId ?? model.id, model.baseModel ?? model.id];
}
