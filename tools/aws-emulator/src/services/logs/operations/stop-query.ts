import type { ServiceCall } from '../../service.ts';
import { checkInput } from '../check-input.ts';
import { findQuery } from '../find-query.ts';
import { isActive } from '../query-registry.ts';
import type { QueryRegistry } from '../query-registry.ts';
import { invalidParameter } from '../refusals.ts';

export function stopQuery(call: ServiceCall, queries: QueryRegistry): unknown {
  const { queryId } = checkInput(call.input, {
    queryId: { kind: 'string', min: 0, max: 256, required: true },
  });
  const query = findQuery(call, { queryId, queries });
  if (!isActive(query)) throw invalidParameter('The specified query is not running.');
  query.status = 'Cancelled';
  query.stopping.abort();
  return { success: true };
}
