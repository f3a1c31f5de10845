import { parseFilters, type Query } from '@bedrock-spend/core';
import type { ReportFlags } from '../flags/report-flags.ts';
import type { Settings } from '../settings/load-settings.ts';

/** The query that flags and settings ask for; flags come first. The library checks names and dates. */
export function queryOf(flags: ReportFlags, settings: Settings): Query {
  const regions = flags.region ?? settings.region ?? [];
  const groupBy = flags.groupBy ?? settings.groupBy;
  const { since, until, month } = flags;
  // A window on the command line replaces the usual number of days, unless it needs one.
  const usualDays = since === undefined && month === undefined ? settings.days : undefined;
  return {
    days: flags.days ?? usualDays,
    since,
    until,
    month,
    timeZone: flags.timeZone ?? settings.timeZone,
    regions: regions.includes('all') ? ['all'] : regions,
    accounts: flags.account ?? settings.account,
    logGroups: flags.logGroup ?? settings.logGroup,
    ...(groupBy === undefined ? {} : { groupBy: groupBy as Query['groupBy'] }),
    where: parseFilters(flags.where ?? settings.where ?? []),
    deduplicate: flags.deduplicate ?? settings.deduplicate ?? false,
  };
}
