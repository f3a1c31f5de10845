import { SpendError } from '../errors.ts';
import { isDate } from '../model/is-date.ts';
import { pricingScope } from '../model/model-id.ts';
import type { PriceKey } from '../model/usage-row.ts';
import { createAnswerCache } from './answer-cache.ts';
import type { PriceRequest } from './find-price.ts';
import { overrideRows, type OverrideRow, type PriceOverride } from './price-override.ts';
import type { PriceRow } from './price-row.ts';
import { createPriceSearch } from './price-search.ts';
import { builtInPriceTable } from './price-table.ts';
import { noPrice, toResolvedPrice, type ResolvedPrice } from './resolved-price.ts';
import { discountFactor, percentPattern } from './usd.ts';

/**
 * What stands before or beside the price list.
 *
 * @example
 * const book = createPriceBook({ discountPercent: '12.5', asOf: '2026-11-22' });
 */
export interface PriceBookOptions {
  /** The user's own prices; they stand before the price list. */
  readonly overrides?: readonly PriceOverride[] | undefined;
  /** Percent off list prices, decimal string: `'12.5'`. Own prices say for themselves if it holds for them. */
  readonly discountPercent?: string | undefined;
  /** Day (UTC, `YYYY-MM-DD`) whose prices hold for all usage; left out: the day of each use. */
  readonly asOf?: string | undefined;
}

/**
 * Answers what a call costs. Answers are kept: a key is looked up once.
 *
 * @example
 * const { row, unpricedBecause } = book.resolve(usageRows[0]!.key);
 * console.log(row?.input ?? unpricedBecause); // US dollars per million input tokens, or why none
 */
export interface PriceBook {
  /** Day the price list was last checked, `YYYY-MM-DD`. */
  readonly checkedOn: string;
  /** Percent off list prices; `null` when none. */
  readonly discountPercent: string | null;
  /** The price of calls with this key, or why there is none. */
  readonly resolve: (key: PriceKey) => ResolvedPrice;
  /** Every price: the user's own first, then the list, by id. */
  readonly rows: () => Iterable<PriceRow>;
}

/**
 * Opens the price list that comes with the library, with the user's own prices before it.
 *
 * A price is looked for by exact id and region, exact id and scope, base id and region, base id and
 * the same scope, first among the user's prices, then in the list; what is not found has no price.
 *
 * @throws SpendError `INVALID_PRICES` for an amount, percentage or date that is none, or for two own
 *   prices that hold at the same time.
 * @example
 * const book = createPriceBook({
 *   overrides: [{ id: 'us.anthropic.claude-sonnet-5-5', input: '1.90', output: '9.50' }],
 *   discountPercent: '5',
 * });
 */
export function createPriceBook(options: PriceBookOptions = {}): PriceBook {
  const { overrides = [], discountPercent = null, asOf = null } = options;
  checkPercent(discountPercent);
  if (asOf !== null && !isDate(asOf)) {
    throw new SpendError(
      'INVALID_PRICES',
      `asOf is ${JSON.stringify(asOf)}: write a day as YYYY-MM-DD.`,
    );
  }
  const table = builtInPriceTable();
  const own = overrideRows(overrides);
  const ownRowsOf = (id: string): readonly OverrideRow[] => own.get(id) ?? [];
  const discounted = discountFactor(discountPercent);
  const full = discountFactor(null);
  const search = createPriceSearch({ ownRowsOf, listRowsOf: table.rowsOf });
  const answers = createAnswerCache();

  function lookUp(key: PriceKey): ResolvedPrice {
    const tier = key.serviceTier ?? 'standard';
    if (tier === 'reserved') return noPrice('reserved capacity is paid by the hour', null, full);
    const request: PriceRequest = {
      model: key.model,
      region: key.region,
      scope: pricingScope(key.model, key.region),
      tier,
      usageDate: asOf ?? key.usageDate,
    };
    const found = search(request);
    if (found.own !== null) {
      const factor = found.own.row.discounted ? discounted : full;
      return toResolvedPrice({ ...found.own, origin: 'own' }, key, { tier, factor });
    }
    if (found.listed === null) return noPrice(found.unpricedBecause, tier, full);
    return toResolvedPrice(
      { ...found.listed, origin: 'list' },
      { ...key, usageDate: request.usageDate },
      { tier, factor: discounted },
    );
  }

  return {
    checkedOn: table.checkedOn,
    discountPercent,
    resolve: (key) => answers.get(key) ?? answers.set(key, lookUp(key)),
    *rows() {
      for (const rows of own.values()) yield* rows;
      for (const id of table.ids()) yield* table.rowsOf(id);
    },
  };
}

function checkPercent(percent: string | null): void {
  if (percent !== null && (!percentPattern.test(percent) || Number(percent) > 100)) {
    throw new SpendError(
      'INVALID_PRICES',
      `The discount is ${JSON.stringify(percent)}: write a percentage from "0" to "100" such as "12.5", with at most 4 decimals.`,
    );
  }
}
