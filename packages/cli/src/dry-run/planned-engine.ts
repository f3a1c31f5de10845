import type { PlannedRead } from '@bedrock-spend/core';

/** Who would be asked. */
export type PlannedEngine = 'cache' | 'Insights' | 'FilterLogEvents';

export function plannedEngine({ query }: Pick<PlannedRead, 'query'>): PlannedEngine {
  if (query === null) return 'cache';
  return query.startsWith('FilterLogEvents') ? 'FilterLogEvents' : 'Insights';
}
