import type { ServiceCall } from '../service.ts';
import { endOverdue } from './query-registry.ts';
import type { QueryRegistry, StartedQuery } from './query-registry.ts';
import { notFound } from './refusals.ts';

const KEPT_MS = 7 * 86_400_000;

/** The query that a call names, grown old by the emulator's clock. */
export function findQuery(
  call: ServiceCall,
  { queryId, queries }: { queryId: string; queries: QueryRegistry },
): StartedQuery {
  const query = queries.get(queryId);
  const ageMs = call.now() - (query?.startedAtMs ?? 0);
  const foreign = query?.accountId !== call.accountId || query.region !== call.region;
  if (query === undefined || foreign || ageMs > KEPT_MS) {
    throw notFound(`Query ${queryId} does not exist.`);
  }
  endOverdue(query, call.now());
  return query;
}
