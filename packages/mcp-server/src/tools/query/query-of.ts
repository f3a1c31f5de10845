import { parseFilters } from '@bedrock-spend/core';
import type { Query } from '@bedrock-spend/core';

import { namesOf } from '../../names-of.ts';
import type { QueryArguments } from './query-arguments.ts';

/** The query that a call asks for; the server's defaults fill what it leaves open. */
export function queryOf(
  input: QueryArguments & { group_by?: string | readonly string[] | undefined },
  defaults: Query,
): Query {
  return {
    ...windowOf(input, defaults),
    timeZone: input.time_zone ?? defaults.timeZone,
    regions: namesOf(input.region) ?? defaults.regions,
    accounts: namesOf(input.aws_account_id) ?? defaults.accounts,
    logGroups: namesOf(input.log_group_name) ?? defaults.logGroups,
    // The library refuses names that are no dimensions.
    groupBy: (namesOf(input.group_by) as Query['groupBy']) ?? defaults.groupBy,
    where: input.where === undefined ? defaults.where : parseFilters([input.where].flat()),
    deduplicate: defaults.deduplicate,
  };
}

/** A default that contradicts what the call asks for gives way to it. */
function windowOf(
  { days, since, until, month }: QueryArguments,
  defaults: Query,
): Pick<Query, 'days' | 'since' | 'until' | 'month'> {
  if (month !== undefined) return { days, since, until, month };
  const named = days !== undefined || since !== undefined || until !== undefined;
  return {
    days: days ?? (since === undefined ? defaults.days : undefined),
    since: since ?? (days === undefined ? defaults.since : undefined),
    until: until ?? defaults.until,
    month: named ? undefined : defaults.month,
  };
}
