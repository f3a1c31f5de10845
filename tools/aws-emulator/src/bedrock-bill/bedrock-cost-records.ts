import { Big } from 'big.js';

import { regionPrefix } from '../services/cost-explorer/region-prefix.ts';
import type { CostRecord } from '../state/emulator-config.ts';
import { type BilledTokens, usageTypeOf } from './usage-type.ts';

/** Tokens of one kind that one model took on one day, and what AWS asks for them. */
export interface BilledUsage extends BilledTokens {
  /** `YYYY-MM-DD`. */
  day: string;
  /** Where the call was made: it is in the usage type. */
  region: string;
  /** As the bill spells the model: `NovaPro`, `Claude4.6Opus`; `Claude Opus 5.5` on the marketplace. */
  model: string;
  tokens: number;
  /** Dollars per million tokens, a decimal string. */
  pricePerMillionUsd: string;
  linkedAccount?: string;
  estimated?: boolean;
}

/**
 * Records as AWS bills Bedrock: its own models under `Amazon Bedrock`, Claude under
 * `Amazon Bedrock Service`, both counted in thousands of tokens; the marketplace's under a service for
 * each model, counted in millions. Amounts are exact.
 */
export function bedrockCostRecords(usage: readonly BilledUsage[]): CostRecord[] {
  return usage.map((billed) => {
    const marketplace = isMarketplace(billed);
    const { day, linkedAccount, estimated } = billed;
    return {
      day,
      service: serviceOf(billed),
      usageType: usageTypeOf(billed, regionPrefix(billed.region)),
      recordType: 'Usage',
      operation: marketplace ? 'Usage' : 'InvokeModelInference',
      amountUsd: new Big(billed.pricePerMillionUsd).times(billed.tokens).times('1e-6').toFixed(),
      usageQuantity: new Big(billed.tokens).times(marketplace ? '1e-6' : '1e-3').toFixed(),
      unit: marketplace ? 'Units' : '1K tokens',
      ...(linkedAccount === undefined ? {} : { linkedAccount }),
      ...(estimated === undefined ? {} : { estimated }),
    };
  });
}

function isMarketplace({ billedBy }: BilledUsage): boolean {
  return billedBy === 'marketplace' || billedBy === 'marketplace-by-tier';
}

function serviceOf(billed: BilledUsage): string {
  if (isMarketplace(billed)) return `${billed.model} (Amazon Bedrock Edition)`;
  return billed.billedBy === 'amazon-bedrock' ? 'Amazon Bedrock' : 'Amazon Bedrock Service';
}
