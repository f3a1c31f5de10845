import { describe, expect, it } from 'vitest';

import { bedrockCostRecords, type BilledUsage } from './bedrock-cost-records.ts';

const usage: BilledUsage = {
  day: '2026-11-02',
  region: 'us-east-1',
  model: 'NovaPro',
  tokenKind: 'input',
  scope: 'in-region',
  billedBy: 'amazon-bedrock',
  tokens: 1_234_567,
  pricePerMillionUsd: '0.80',
};

describe('Records of a bill of Bedrock', () => {
  it('bill the models of AWS in thousands of tokens', () => {
    expect(bedrockCostRecords([usage])).toEqual([
      {
        day: '2026-11-02',
        service: 'Amazon Bedrock',
        usageType: 'USE1-NovaPro-input-tokens',
        recordType: 'Usage',
        operation: 'InvokeModelInference',
        amountUsd: '0.9876536',
        usageQuantity: '1234.567',
        unit: '1K tokens',
      },
    ]);
  });

  it('bill models of the marketplace in millions of tokens, under a service of their own', () => {
    const [record] = bedrockCostRecords([
      {
        ...usage,
        model: 'Claude Opus 5.5',
        scope: 'global',
        billedBy: 'marketplace',
        pricePerMillionUsd: '4',
      },
    ]);
    expect(record).toMatchObject({
      service: 'Claude Opus 5.5 (Amazon Bedrock Edition)',
      usageType: 'USE1-MP:USE1_InputTokenCount_Global-Units',
      amountUsd: '4.938268',
      usageQuantity: '1.234567',
    });
  });

  it.each([
    [
      'USW2-Claude4.6Opus-cache-read-input-token-count-cross-region-global',
      { tokenKind: 'cache-read', scope: 'global', billedBy: 'amazon-bedrock-service' },
    ],
    [
      'USW2-Claude4.6Opus-cache-write-1h-input-token-count',
      { tokenKind: 'cache-write-1h', scope: 'in-region', billedBy: 'amazon-bedrock-service' },
    ],
    [
      'USW2-MP:USW2_output_tokens_standard-Units',
      { tokenKind: 'output', scope: 'geo', billedBy: 'marketplace-by-tier' },
    ],
  ] as const)('have usage types such as %s', (usageType, billed) => {
    const [record] = bedrockCostRecords([
      { ...usage, region: 'us-west-2', model: 'Claude4.6Opus', ...billed },
    ]);
    expect(record?.usageType).toBe(usageType);
  });

  it('keep amounts exact where binary floats cannot', () => {
    const [record] = bedrockCostRecords([{ ...usage, tokens: 3, pricePerMillionUsd: '0.1' }]);
    expect(record?.amountUsd).toBe('0.0000003');
  });

  it('refuse a region whose usage types are not known', () => {
    expect(() => bedrockCostRecords([{ ...usage, region: 'us-moon-1' }])).toThrow('us-moon-1');
  });
});
