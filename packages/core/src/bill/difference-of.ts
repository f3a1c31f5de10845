import { Big } from 'big.js';

import type { BillDay } from '../model/bill.ts';

const percentPlaces = 2;
const roundHalfEven = 2;

/** How far the estimate is from the bill, where both are known. */
export function differenceOf({
  billedUsd,
  estimatedUsd,
}: Pick<BillDay, 'billedUsd' | 'estimatedUsd'>): Pick<
  BillDay,
  'differenceUsd' | 'differencePercent'
> {
  if (billedUsd === null || estimatedUsd === null) {
    return { differenceUsd: null, differencePercent: null };
  }
  const difference = new Big(estimatedUsd).minus(billedUsd);
  return {
    differenceUsd: difference.toFixed(),
    differencePercent: new Big(billedUsd).eq(0)
      ? null
      : difference.times(100).div(billedUsd).toFixed(percentPlaces, roundHalfEven),
  };
}
