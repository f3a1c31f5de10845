export interface BilledTokens {
  model: string;
  tokenKind: 'input' | 'output' | 'cache-read' | 'cache-write' | 'cache-write-1h';
  /** Where the call may run; what is not global has no mark in the usage type. */
  scope: 'in-region' | 'geo' | 'global';
  /** Marketplace models have usage types of an older and of a newer spelling, which names the tier. */
  billedBy: 'amazon-bedrock' | 'amazon-bedrock-service' | 'marketplace' | 'marketplace-by-tier';
}

type TokenKind = BilledTokens['tokenKind'];

const ownNames: Readonly<Record<TokenKind, string>> = {
  input: 'input-tokens',
  output: 'output-tokens',
  'cache-read': 'cache-read-input-token-count',
  'cache-write': 'cache-write-input-token-count',
  'cache-write-1h': 'cache-write-1h-input-token-count',
};

const marketplaceNames: Readonly<Record<TokenKind, string>> = {
  input: 'InputTokenCount',
  output: 'OutputTokenCount',
  'cache-read': 'CacheReadInputTokenCount',
  'cache-write': 'CacheWriteInputTokenCount',
  'cache-write-1h': 'CacheWrite1hInputTokenCount',
};

const tieredNames: Readonly<Record<TokenKind, string>> = {
  input: 'input_tokens',
  output: 'output_tokens',
  'cache-read': 'cache_read_tokens',
  'cache-write': 'cache_write_tokens',
  'cache-write-1h': 'cache_write_tokens_1h',
};

/** `USE1-NovaPro-input-tokens`, `USE1-MP:USE1_InputTokenCount_Global-Units`, …; `prefix` is the region's. */
export function usageTypeOf(billed: BilledTokens, prefix: string): string {
  const { model, tokenKind } = billed;
  const global = billed.scope === 'global';
  switch (billed.billedBy) {
    case 'marketplace':
      return `${prefix}-MP:${prefix}_${marketplaceNames[tokenKind]}${global ? '_Global' : ''}-Units`;
    case 'marketplace-by-tier':
      return `${prefix}-MP:${prefix}_${tieredNames[tokenKind]}${global ? '_global' : ''}_standard-Units`;
    case 'amazon-bedrock':
    case 'amazon-bedrock-service':
      return `${prefix}-${model}-${ownNames[tokenKind]}${global ? '-cross-region-global' : ''}`;
  }
}
