import { parseModelId, type Invocation } from '@bedrock-spend/core';

/** A plain call; what a test is about is said in `facts`. */
export function anInvocation(facts: Partial<Invocation> = {}): Invocation {
  return {
    timestampMs: Date.parse('2026-05-02T10:00:00Z'),
    accountId: '111122223333',
    region: 'us-east-1',
    requestId: crypto.randomUUID(),
    operation: 'Converse',
    model: parseModelId('amazon.nova-lite-v1:0'),
    principalArn: '',
    inferenceRegion: null,
    errorCode: null,
    blocked: false,
    serviceTier: null,
    inputTokens: 100,
    outputTokens: 10,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: null,
    images: null,
    requestMetadata: null,
    ...facts,
  };
}
