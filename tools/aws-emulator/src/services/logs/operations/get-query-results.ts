import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import { nextToken } from '../constraints.ts';
import { findQuery } from '../find-query.ts';
import type { QueryRegistry } from '../query-registry.ts';
import type { TokenSealer } from '../seal-token.ts';

const MAX_ITEMS = 10_000;
const TOKEN_LIFE_MS = 3_600_000;

export async function getQueryResults(
  call: ServiceCall,
  { queries, tokens }: { queries: QueryRegistry; tokens: TokenSealer },
): Promise<unknown> {
  const input = checkInput(call.input, {
    queryId: { kind: 'string', min: 0, max: 256, required: true },
    maxItems: { kind: 'integer', min: 1, max: MAX_ITEMS },
    nextToken,
  });
  const query = findQuery(call, { queryId: input.queryId, queries });
  const boundTo = { operation: call.operation, queryId: query.id };
  const token = input.nextToken;
  const start =
    token === undefined ? 0 : (tokens.open(token, { boundTo, nowMs: call.now() }) as number);
  await delay(call.state.latency.pageMs, undefined, { signal: call.signal });
  const { rows, status, statistics } = query;
  const end = start + (input.maxItems ?? MAX_ITEMS);
  // Pages are of the whole result, which a query that still runs does not have.
  const hasMore = status === 'Complete' && end < rows.length;
  return {
    queryLanguage: 'CWLI',
    results: rows.slice(start, end),
    statistics: { ...statistics, resultCount: rows.length },
    status,
    ...(hasMore && {
      nextToken: tokens.seal({
        position: end,
        boundTo,
        expiresAtMs: call.now() + TOKEN_LIFE_MS,
      }),
    }),
  };
}
