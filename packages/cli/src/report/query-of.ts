import type { Filter, Query } from '@bedrock-spend/core';
import type { ReportFlags } from '../flags/report-flags.ts';
import type { Settings } from '../settings/load-settings.ts';
import { UsageError } from '../usage-error.ts';

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
    regions: regions.includes('all') ? [] : regions,
    accounts: flags.account ?? settings.account,
    ...(groupBy === undefined ? {} : { groupBy: groupBy as Query['groupBy'] }),
    where: filtersOf(flags.where ?? settings.where ?? []),
    deduplicate: flags.deduplicate ?? settings.deduplicate ?? false,
  };
}

/** `region=a`, `region=b` and `model!=c`: any of a and b, and not c. */
function filtersOf(conditions: readonly string[]): Filter[] {
  const filters = new Map<string, { dimension: string; values: string[]; negated: boolean }>();
  for (const condition of conditions) {
    const [, dimension, not, value] = /^([^=!]+)(!?)=([^]+)$/.exec(condition) ?? [];
    if (dimension === undefined || value === undefined) {
      throw new UsageError(
        `--where takes dimension=value or dimension!=value, not '${condition}'.`,
      );
    }
    const key = `${dimension}${not}`;
    const filter = filters.get(key) ?? { dimension, values: [], negated: not === '!' };
    filter.values.push(value);
    filters.set(key, filter);
  }
  return [...filters.values()] as Filter[];
}
