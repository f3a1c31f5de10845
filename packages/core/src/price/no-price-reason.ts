import type { ModelIdKind } from '../model/model-id.ts';
import { exactIds, isInForce, type PriceRequest } from './find-price.ts';
import type { PriceRow } from './price-row.ts';

const opaqueKinds: Readonly<Partial<Record<ModelIdKind, string>>> = {
  'application-inference-profile': 'an application inference profile does not tell its model',
  'provisioned-model': 'provisioned throughput is paid by the hour',
  'custom-model': 'a custom model has no list price',
  'custom-model-deployment': 'a custom model has no list price',
  'imported-model': 'an imported model is paid by the minute',
  'prompt-router': 'a prompt router does not tell the model that answered',
};

/** Why no row prices a request, in words for the report. */
export function noPriceReason(
  rowsOf: (id: string) => readonly PriceRow[],
  request: PriceRequest,
): string {
  const { model, scope, tier, usageDate } = request;
  if (model.baseModel === null) return opaqueKinds[model.kind] ?? 'no price for this id';
  const known = [...exactIds(model), model.baseModel].flatMap(rowsOf);
  if (known.length === 0) return 'no price for this model';
  const ofScope = known.filter((row) => row.scope === scope);
  if (ofScope.length === 0) return `no ${scope} price for this model`;
  const ofTier = ofScope.filter((row) => row.tier === tier);
  if (ofTier.length === 0) return `no ${tier}-tier price for this model`;
  const ofRegion = ofTier.filter(({ region }) => region === null || region === request.region);
  if (ofRegion.length === 0) return `no price for this model in ${request.region || 'this region'}`;
  if (!ofRegion.some((row) => isInForce(row, usageDate)))
    return `no price in force on ${usageDate}`;
  return 'no price for this model';
}
