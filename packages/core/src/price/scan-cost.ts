import { Big } from 'big.js';

import type { QueryCost } from '../model/report.ts';

/**
 * US dollars for each GB (2^30 bytes) that CloudWatch Logs Insights scans, in us-east-1; other regions
 * charge up to half as much again.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
const usdPerGb = '0.005';
const bytesPerGb = 2 ** 30;

/**
 * What scanning so many bytes with CloudWatch Logs Insights costs at the price of us-east-1, in US
 * dollars.
 *
 * @example
 * scanCost(2 ** 31).costUsd; // '0.01'
 */
export function scanCost(scannedBytes: number): QueryCost {
  const costUsd = new Big(scannedBytes).times(usdPerGb).div(bytesPerGb).round(12).toFixed();
  return { costUsd, basis: `${size(scannedBytes)} scanned by CloudWatch Logs Insights` };
}

function size(bytes: number): string {
  const gb = bytes / bytesPerGb;
  if (gb >= 0.1) return `${gb.toFixed(1)} GB`;
  return `${(gb * 1024).toFixed(gb * 1024 >= 0.1 || bytes === 0 ? 1 : 3)} MB`;
}
