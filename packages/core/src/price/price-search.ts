import type { ModelId } from '../model/model-id.ts';
import { exactIds, findPrice, type FoundPrice, type PriceRequest } from './find-price.ts';
import { noPriceReason } from './no-price-reason.ts';
import type { OverrideRow } from './price-override.ts';
import type { PriceRow } from './price-row.ts';

/** The price of a request, or why there is none. */
export type SearchResult =
  | { readonly own: FoundPrice<OverrideRow>; readonly listed: null }
  | { readonly own: null; readonly listed: FoundPrice }
  | { readonly own: null; readonly listed: null; readonly unpricedBecause: string };

export interface PriceSources {
  readonly ownRowsOf: (id: string) => readonly OverrideRow[];
  readonly listRowsOf: (id: string) => readonly PriceRow[];
}

/**
 * Looks among the user's own prices, then in the list. Most prices hold for all days, so what was
 * found for one day is remembered for the others where no row of the model has dates.
 */
export function createPriceSearch(sources: PriceSources): (request: PriceRequest) => SearchResult {
  const results = new Map<string, Map<string, SearchResult>>();
  return (request) => {
    const { model, region, tier } = request;
    let ofModel = results.get(model.id);
    if (ofModel === undefined) {
      if (hasDates(model, sources)) return search(request, sources);
      ofModel = new Map();
      results.set(model.id, ofModel);
    }
    const name = `${tier} ${region}`;
    let result = ofModel.get(name);
    if (result === undefined) {
      result = search(request, sources);
      ofModel.set(name, result);
    }
    return result;
  };
}

function search(request: PriceRequest, { ownRowsOf, listRowsOf }: PriceSources): SearchResult {
  const own = findPrice(ownRowsOf, request);
  if (own !== null) return { own, listed: null };
  const listed = findPrice(listRowsOf, request);
  if (listed !== null) return { own: null, listed };
  return { own: null, listed: null, unpricedBecause: noPriceReason(listRowsOf, request) };
}

function hasDates(model: ModelId, { ownRowsOf, listRowsOf }: PriceSources): boolean {
  const ids = [...exactIds(model), ...(model.baseModel === null ? [] : [model.baseModel])];
  return ids
    .flatMap((id): readonly PriceRow[] => [...ownRowsOf(id), ...listRowsOf(id)])
    .some(({ effectiveFrom, effectiveTo }) => effectiveFrom !== null || effectiveTo !== null);
}
