import type { ResolvedQuery } from '../model/query.ts';
import type { Report } from '../model/report.ts';

/** What was asked for, as an answer repeats it. */
export interface AskedQuery extends Pick<Report, 'window' | 'timeZone' | 'filters'> {
  regions: { asked: string[] };
}

export function askedQuery({
  window,
  timeZone,
  regions,
  accounts,
  where,
}: ResolvedQuery): AskedQuery {
  const { since, until, days, askedAs } = window;
  const filters = [
    ...(accounts.length === 0 ? [] : [{ dimension: 'account', values: accounts }]),
    ...where,
  ];
  return {
    window: { since, until, days, askedAs },
    timeZone,
    regions: { asked: [...regions] },
    filters: filters.map(({ dimension, values, ...filter }) => ({
      dimension,
      values: [...values],
      negated: 'negated' in filter && filter.negated === true,
    })),
  };
}
