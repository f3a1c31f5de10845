import { defaultDimensions, resolveQuery, SpendError, type Query } from '@bedrock-spend/core';
import type { BillReader } from '@bedrock-spend/core/billing';

import type { CheckSetup, Services } from '../../tools/tool.ts';
import type { AllowList } from './allow-list.ts';
import { checkAllowList } from './check-allow-list.ts';
import { columnRule } from './column-rule.ts';
import { queryRule, type QueryRule } from './narrow-query.ts';
import { pseudonymsOf } from './pseudonyms.ts';
import { recordRule } from './record-rule.ts';
import { restrictedSource, toldBy, type AccessRule } from './restricted-source.ts';

export interface RestrictOptions {
  /** Left out, nothing is restricted. */
  allow: AllowList | undefined;
  onRefused: (reason: 'allow-list') => void;
}

/**
 * The same services, which read and show nothing but what the operator allows.
 *
 * @throws SpendError `INVALID_CONFIG` where the list is wrong, or the server's own defaults go beyond it.
 */
export function restrictServices(
  services: Services,
  { allow, onRefused }: RestrictOptions,
): Services {
  if (allow === undefined) return services;
  checkAllowList(allow);
  const columns = columnRule(allow.columns);
  const pseudonyms = allow.pseudonymKey === undefined ? null : pseudonymsOf(allow.pseudonymKey);
  const query = queryRule(allow, { columns, pseudonyms });
  const records = recordRule(allow, { columns, pseudonyms });
  const rule: AccessRule = { query: telling(query, onRefused), records };
  const defaults: Query = {
    ...services.defaults,
    regions: services.defaults.regions ?? allow.regions,
    accounts: services.defaults.accounts ?? allow.accounts,
    groupBy: services.defaults.groupBy ?? defaultDimensions.filter((name) => columns.shows(name)),
  };
  checkDefaults(defaults, query);
  const { bill, setup } = services;
  const billIsWider = allow.logGroups !== undefined && allow.accounts === undefined;
  return {
    ...services,
    defaults,
    source: restrictedSource(services.source, rule),
    bill: bill === undefined || billIsWider ? undefined : restrictedBill(bill, rule),
    setup: setup === undefined ? undefined : restrictedSetup(setup, { rule, now: services.now }),
    allowedNames: { account: allow.accounts, region: allow.regions, logGroup: namesIn(allow) },
    showsColumn: (dimension) => columns.shows(dimension),
    ...(bill !== undefined &&
      billIsWider && {
        withheld: {
          bill: 'the bill cannot be reduced to the log groups that this server may read',
        },
      }),
  };
}

/** The same rule, which tells of each refusal. */
function telling(query: QueryRule, onRefused: RestrictOptions['onRefused']): QueryRule {
  function told<Answer>(ask: () => Answer): Answer {
    try {
      return ask();
    } catch (error) {
      onRefused('allow-list');
      throw error;
    }
  }
  return {
    places: (asked) => told(() => query.places(asked)),
    logGroups: (asked) => told(() => query.logGroups(asked)),
    checkShown: (asked) => told(() => query.checkShown(asked)),
  };
}

/** A bill knows accounts and regions; where none is asked for it is of all that are allowed. */
function restrictedBill(bill: BillReader, rule: AccessRule): BillReader {
  return {
    read: (request) =>
      toldBy(rule, async () => {
        const { accounts, regions } = rule.query.places({
          accounts: request.accounts,
          regions: request.regions,
          allRegions: request.regions.length === 0,
        });
        return bill.read({ ...request, accounts, regions });
      }),
  };
}

function restrictedSetup(
  setup: CheckSetup,
  { rule, now }: { rule: AccessRule; now: () => Date },
): CheckSetup {
  return async (options) => {
    const { regions, accounts, logGroups } = options;
    const asked = await resolveQuery({ regions, accounts, logGroups }, { now: now() });
    const places = rule.query.places(asked);
    const report = await toldBy(rule, () =>
      setup({
        ...options,
        regions: places.allRegions ? ['all'] : places.regions,
        accounts: places.accounts,
        logGroups: rule.query.logGroups(asked.logGroups),
      }),
    );
    return JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
      typeof value === 'string' ? rule.records.text(value) : value,
    ) as typeof report;
  };
}

/** A wrong default is a matter for who starts the server, not for who calls it. */
function checkDefaults(defaults: Query, query: QueryRule): void {
  const { regions = [], accounts = [], logGroups = [], groupBy = [], where = [] } = defaults;
  try {
    query.checkShown({ groupBy, where });
    const isAll = regions.includes('all');
    query.places({ regions: isAll ? [] : regions, allRegions: isAll, accounts });
    if (logGroups.length > 0) query.logGroups(logGroups);
  } catch (error) {
    if (!SpendError.isInstance(error)) throw error;
    throw new SpendError(
      'INVALID_CONFIG',
      `The server's own defaults go beyond its allow-list: ${error.message}`,
    );
  }
}

/** Log groups that can be proposed: beginnings of names cannot. */
function namesIn({ logGroups }: AllowList): readonly string[] | undefined {
  return logGroups?.filter((name) => !name.endsWith('*'));
}
