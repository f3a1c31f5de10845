// What a page does: the library's root entry over records that are already in memory.
import { createReport, memorySource, parseModelId, present } from '@bedrock-spend/core';

const call = {
  timestampMs: Date.UTC(2025, 3, 22, 23, 59, 59),
  accountId: '123456789012',
  region: 'us-east-1',
  requestId: '00000000-0000-4000-8000-000000000001',
  operation: 'Converse',
  model: parseModelId('anthropic.claude-3-haiku-20240307-v1:0'),
  principalArn: 'arn:aws:sts::123456789012:assumed-role/app/ada@example.com',
  inferenceRegion: null,
  errorCode: null,
  blocked: false,
  serviceTier: null,
  inputTokens: 1_000_000,
  outputTokens: 100_000,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: null,
  images: null,
  requestMetadata: null,
};

globalThis.result = createReport(memorySource([call]), { days: 1, until: '2025-04-22' }).then(
  (report) => present(report, { format: 'classic' }),
);
