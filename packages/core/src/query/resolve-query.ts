import { checkedBoolean } from './checked-boolean.ts';
import { checkKeys } from './check-keys.ts';
import { loadCalendar } from './calendar.ts';
import { resolveAccounts } from './resolve-accounts.ts';
import { resolveFilters, resolveGroupBy } from './resolve-dimensions.ts';
import { resolveLogGroups } from './resolve-log-groups.ts';
import { resolveRegions } from './resolve-regions.ts';
import { resolveTimeZone } from './resolve-time-zone.ts';
import { resolveWindow } from './resolve-window.ts';
import type { Query, ResolvedQuery } from '../model/query.ts';

const knownKeys: Readonly<Record<keyof Query, true>> = {
  days: true,
  since: true,
  until: true,
  month: true,
  timeZone: true,
  regions: true,
  accounts: true,
  logGroups: true,
  groupBy: true,
  where: true,
  deduplicate: true,
};

/**
 * Fills in every default of a query and checks every name in it. `now` decides what today is.
 *
 * @throws SpendError `INVALID_QUERY`, with a sentence that says what to write instead.
 * @example
 * const { window } = await resolveQuery({ days: 17, until: '2025-04-22' }, { now: new Date() });
 * window.since; // '2025-04-06'
 */
export async function resolveQuery(query: Query, { now }: { now: Date }): Promise<ResolvedQuery> {
  checkKeys('A query', query, knownKeys);
  const timeZone = resolveTimeZone(query.timeZone);
  const calendar = await loadCalendar(timeZone);
  return {
    window: resolveWindow(query, { calendar, now }),
    timeZone,
    regions: resolveRegions(query.regions),
    allRegions: query.regions?.includes('all') ?? false,
    accounts: resolveAccounts(query.accounts),
    logGroups: resolveLogGroups(query.logGroups),
    groupBy: resolveGroupBy(query.groupBy),
    where: resolveFilters(query.where),
    deduplicate: checkedBoolean('deduplicate', query.deduplicate ?? false),
  };
}
