import { createPriceBook, listPrices, parseModelId } from '@bedrock-spend/core';

import type { CallContext } from '../call-context.ts';
import type { Complete } from './complete.ts';
import type { NameKind } from './known-names.ts';
import { propose } from './propose.ts';

/** Regions: those configured, those that reports showed, those of the price list. */
export const completeRegion: Complete = async (typed, _siblings, context) => {
  const { defaults } = context.services;
  return propose(typed, [
    ...(defaults.regions ?? []),
    ...allowed('region', context),
    ...listed('region', context, pricedRegions(context)),
    ...(isListed('region', context) ? [] : ['all']),
  ]);
};

export const completeAccount: Complete = async (typed, _siblings, context) =>
  propose(typed, [
    ...(context.services.defaults.accounts ?? []),
    ...allowed('account', context),
    ...listed('account', context),
  ]);

export const completeLogGroup: Complete = async (typed, _siblings, context) =>
  propose(typed, [
    ...(context.services.defaults.logGroups ?? []),
    ...allowed('logGroup', context),
    ...listed('logGroup', context, [usualLogGroup]),
  ]);

/** Models: those that reports showed, then those of the price list, by the names that reports use. */
export const completeModel: Complete = async (typed, _siblings, context) => {
  const { names } = context.services;
  return propose(typed, [...names.seen('model'), ...pricedModels(context)]);
};

/** People that reports of this server showed; nobody else is known. */
export const completePerson: Complete = async (typed, _siblings, context) =>
  propose(typed, context.services.names.seen('person'));

const usualLogGroup = '/aws/bedrock/modelinvocations';

type Listed = Extract<NameKind, 'region' | 'account' | 'logGroup'>;

function isListed(kind: Listed, { services }: CallContext): boolean {
  return services.allowedNames?.[kind] !== undefined;
}

function allowed(kind: Listed, { services }: CallContext): readonly string[] {
  return services.allowedNames?.[kind] ?? [];
}

/** Names seen, and others, as far as the operator allows them. */
function listed(kind: Listed, context: CallContext, others: readonly string[] = []): string[] {
  const { names, allowedNames } = context.services;
  const only = allowedNames?.[kind];
  return [...names.seen(kind), ...others].filter((name) => only?.includes(name) ?? true);
}

function pricedRegions({ services }: CallContext): string[] {
  const regions = new Set<string>();
  for (const { region } of (services.prices ?? createPriceBook()).rows()) {
    if (region !== null) regions.add(region);
  }
  return [...regions].sort();
}

function pricedModels({ services }: CallContext): string[] {
  const rows = listPrices(services.prices ?? createPriceBook(), { tier: 'standard' });
  return [...new Set(rows.map(({ id }) => parseModelId(id).shortName))].sort();
}
