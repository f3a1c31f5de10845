import { parseFilters } from '@bedrock-spend/core';
import type { Query } from '@bedrock-spend/core';

import type { ReportArguments } from './input-schema.ts';

/** The query that a call asks for; the server's defaults fill what it leaves open. */
export function queryOf(input: ReportArguments, defaults: Query): Query {
  const regions = listOf(input.region);
  return {
    ...windowOf(input, defaults),
    timeZone: input.time_zone ?? defaults.timeZone,
    regions: regions?.includes('all') ? [] : (regions ?? defaults.regions),
    accounts: listOf(input.aws_account_id) ?? defaults.accounts,
    // The library refuses names that are no dimensions.
    groupBy: (listOf(input.group_by) as Query['groupBy']) ?? defaults.groupBy,
    where: input.where === undefined ? defaults.where : parseFilters([input.where].flat()),
    deduplicate: defaults.deduplicate,
  };
}

/** A default that contradicts what the call asks for gives way to it. */
function windowOf(
  { days, since, until, month }: ReportArguments,
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

/** One name, a list of them, or one text with commas. */
function listOf(value: string | readonly string[] | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  return [value]
    .flat()
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
