import type { Query } from '@bedrock-spend/core';
import type { BillFlags } from '../flags/bill-flags.ts';
import { queryOf } from '../report/query-of.ts';
import type { Settings } from '../settings/load-settings.ts';

/** Of all regions where none is named: the bill holds them all, and so should its estimate. */
export function billQuery(flags: BillFlags, settings: Settings): Query {
  const { groupBy: _groupBy, where: _where, timeZone: _timeZone, ...known } = settings;
  const query = queryOf(flags, known);
  return { ...query, regions: query.regions?.length === 0 ? ['all'] : query.regions };
}
