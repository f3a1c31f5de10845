import type { UsageRow } from '../model/usage-row.ts';
import type { ResolvedPrice } from './resolved-price.ts';
import { usdToUnits } from './usd.ts';

export type PricedImages =
  | { readonly units: bigint }
  | { readonly units: null; readonly unpricedBecause: string };

/**
 * What the images of a row cost; `null` for rows without images. Images have a price only when the
 * log tells how many there are and how large, and their size alone decides what they cost.
 */
export function priceImages(row: UsageRow, price: ResolvedPrice): PricedImages | null {
  const served = row.requests - row.failed - row.blocked;
  if (row.imageRequests === 0 && (row.key.model.modality !== 'image' || served <= 0)) return null;
  if (price.row === null) return unpriced('no price for this model');
  const { images } = row;
  const { imageSize } = row.key;
  if (images === null || row.imageRequests === 0) return unpriced('image count not in the log');
  if (imageSize === null) return unpriced('image size not in the log');
  const ofSize = price.row.perImage.filter(({ size }) => size === imageSize || size === 'any');
  const [only, another] = ofSize;
  if (only === undefined) return unpriced(`no price for images of ${imageSize}`);
  if (another !== undefined) return unpriced('image quality not in the log');
  return { units: BigInt(images) * usdToUnits(only.usd, price.factor) };
}

function unpriced(unpricedBecause: string): PricedImages {
  return { units: null, unpricedBecause };
}
