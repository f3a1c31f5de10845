import { schema, type LogInput, type LogOutput, type LogRecord } from '../log-record.ts';
import type { Random } from '../random.ts';

export type Shape = Omit<LogRecord, 'timestamp' | 'region' | 'requestId'>;

const accountId = '111122223333';
const json = { inputContentType: 'application/json' } as const;
const out = { outputContentType: 'application/json' } as const;

const callers = [
  `arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/ana@example.com`,
  `arn:aws:sts::${accountId}:assumed-role/search-api/i-0a1b2c3d4e5f60718`,
  `arn:aws:sts::${accountId}:federated-user/bob`,
  `arn:aws:iam::${accountId}:user/evaluation-runner`,
  `arn:aws:iam::${accountId}:root`,
];

/** The shape whose turn it is: each of them comes again and again. */
export function mixedShape(random: Random, turn: number): Shape {
  const shape = shapes[turn % shapes.length] ?? plain;
  return {
    accountId,
    ...shape(random),
    ...(turn % 3 === 0 ? { requestMetadata: { team: random.pick(['search', 'support']) } } : {}),
    identity: { arn: random.pick(callers) },
    ...schema,
  };
}

type PartOfShape = Pick<LogRecord, 'operation' | 'modelId' | 'errorCode' | 'inferenceRegion'> & {
  input?: LogInput;
  output?: LogOutput;
};

const plain = (random: Random): PartOfShape => ({
  operation: 'Converse',
  modelId: 'amazon.nova-lite-v1:0',
  input: { ...json, inputTokenCount: random.integer(1, 5_000) },
  output: { ...out, outputTokenCount: random.integer(1, 900) },
});

const cached = (random: Random): PartOfShape => ({
  operation: 'ConverseStream',
  modelId: 'global.anthropic.claude-opus-4-6-v1',
  input: {
    ...json,
    inputTokenCount: random.integer(1, 50),
    cacheReadInputTokenCount: random.integer(0, 130_000),
    cacheWriteInputTokenCount: random.integer(0, 9_000),
  },
  output: { ...out, outputTokenCount: random.integer(1, 3_000) },
  inferenceRegion: 'ap-southeast-4',
});

/** The envelope has the total of the cache writes, the body how long they live. */
const cacheSplit = (random: Random): PartOfShape => {
  const [longLived, shortLived] = [random.integer(1, 4_000), random.integer(0, 4_000)];
  const counts = { input: random.integer(1, 50), output: random.integer(1, 900) };
  return {
    operation: 'Converse',
    modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    input: {
      ...json,
      inputTokenCount: counts.input,
      cacheReadInputTokenCount: 8_000,
      cacheWriteInputTokenCount: longLived + shortLived,
    },
    output: {
      ...out,
      outputBodyJson: {
        usage: {
          inputTokens: counts.input,
          outputTokens: counts.output,
          totalTokens: counts.input + counts.output + 8_000 + longLived + shortLived,
          cacheReadInputTokens: 8_000,
          cacheWriteInputTokens: longLived + shortLived,
          cacheDetails: [
            { ttl: '1h', inputTokens: longLived },
            { ttl: '5m', inputTokens: shortLived },
          ],
        },
      },
      outputTokenCount: counts.output,
    },
  };
};

const converseCountsInBody = (random: Random): PartOfShape => {
  const usage = {
    inputTokens: random.integer(1, 2_000),
    outputTokens: random.integer(1, 900),
    cacheReadInputTokens: random.integer(0, 20_000),
    cacheWriteInputTokens: random.integer(0, 2_000),
  };
  return {
    operation: 'Converse',
    modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    input: json,
    output: { ...out, outputBodyJson: { usage, serviceTier: { type: 'flex' } } },
  };
};

const anthropicCountsInBody = (random: Random): PartOfShape => ({
  operation: 'InvokeModel',
  modelId: `arn:aws:bedrock:us-east-1:${accountId}:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0`,
  input: { ...json, inputBodyJson: { anthropic_version: 'bedrock-2023-05-31', messages: [] } },
  output: {
    ...out,
    outputBodyJson: {
      type: 'message',
      usage: {
        input_tokens: random.integer(1, 2_000),
        cache_creation_input_tokens: random.integer(0, 2_000),
        cache_read_input_tokens: random.integer(0, 20_000),
        output_tokens: random.integer(1, 900),
      },
      'amazon-bedrock-guardrailAction': 'NONE',
    },
  },
});

const tiered = (random: Random): PartOfShape => ({
  ...plain(random),
  modelId: 'amazon.nova-pro-v1:0',
  output: {
    ...out,
    outputBodyJson: { serviceTier: { type: random.pick(['default', 'flex', 'priority']) } },
    outputTokenCount: random.integer(1, 900),
  },
});

const embedding = (random: Random): PartOfShape => ({
  operation: 'InvokeModel',
  modelId: 'amazon.titan-embed-text-v2:0',
  input: { ...json, inputTokenCount: random.integer(1, 8_000) },
  output: out,
});

const failed = (): PartOfShape => ({
  operation: 'Converse',
  modelId: 'jp.anthropic.claude-sonnet-4-5-20250929-v1:0',
  errorCode: 'ResourceNotFoundException',
  input: {},
  output: {},
});

const throttled = (): PartOfShape => ({
  operation: 'Converse',
  modelId: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
  errorCode: 'ThrottlingException',
});

const blocked = (): PartOfShape => ({
  operation: 'InvokeModel',
  modelId: 'us.anthropic.claude-sonnet-4-20250514-v1:0',
  input: json,
  output: { ...out, outputBodyJson: { 'amazon-bedrock-guardrailAction': 'INTERVENED' } },
});

const withoutCounts = (): PartOfShape => ({
  operation: 'ConverseStream',
  modelId: 'minimax.minimax-m2.5',
  input: { ...json, inputBodyS3Path: 's3://example-bucket/data/one_input.json.gz' },
  output: out,
});

const image = (): PartOfShape => ({
  operation: 'InvokeModel',
  modelId: 'amazon.nova-canvas-v1:0',
  input: json,
  output: { ...out, outputImageHeight: 1024, outputImageWidth: 1024 },
});

const opaque = (random: Random): PartOfShape => ({
  ...plain(random),
  modelId: `arn:aws:bedrock:us-east-1:${accountId}:application-inference-profile/a1b2c3d4e5f6`,
});

const dotInVersion = (random: Random): PartOfShape => ({
  ...plain(random),
  modelId: 'moonshotai.kimi-k2.5',
});

const foundationModelArn = (random: Random): PartOfShape => ({
  ...plain(random),
  modelId: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:24k',
});

const shapes: readonly ((random: Random) => PartOfShape)[] = [
  plain,
  cached,
  cacheSplit,
  converseCountsInBody,
  anthropicCountsInBody,
  tiered,
  embedding,
  failed,
  throttled,
  blocked,
  withoutCounts,
  image,
  opaque,
  dotInVersion,
  foundationModelArn,
];
