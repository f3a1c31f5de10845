/** An event of a log group, as Bedrock or somebody else has written it. */
export interface LogEvent {
  timestamp: number;
  message: string;
}

/** What a record is made of; what is `undefined` it lacks. */
export interface RecordFacts {
  seconds: number;
  accountId: string;
  region: string;
  operation: string;
  modelId: string;
  caller: string | undefined;
  metadata: Record<string, string> | undefined;
  errorCode: string | undefined;
  inputBody: unknown;
  inputTokenCount: number | undefined;
  cacheReadInputTokenCount: number | undefined;
  cacheWriteInputTokenCount: number | undefined;
  outputBody: unknown;
  outputTokenCount: number | undefined;
  /** Pixels of the sides of an image. */
  side: number | undefined;
  /** Order of the keys. */
  keys: readonly string[];
  indent: string;
}

/** Orders of keys over the years. Where caller's tags and error code stand is known of none but the first. */
export const keyOrders: readonly (readonly string[])[] = [
  [
    'schemaType schemaVersion timestamp accountId identity region requestId operation modelId',
    'errorCode requestMetadata input output inferenceRegion',
  ],
  [
    'timestamp accountId identity region requestId operation modelId',
    'requestMetadata errorCode input output inferenceRegion schemaType schemaVersion',
  ],
  [
    'timestamp accountId region requestId operation modelId',
    'errorCode input output identity requestMetadata inferenceRegion schemaType schemaVersion',
  ],
  [
    'schemaType schemaVersion timestamp accountId region requestId operation modelId',
    'input output identity inferenceRegion errorCode requestMetadata',
  ],
].map((lines) => lines.join(' ').split(' '));

/** The record of a call as an event of the log. */
export function recordEvent(facts: RecordFacts): LogEvent {
  const record = recordOf(facts);
  const inOrder = Object.fromEntries(facts.keys.map((key) => [key, record[key]]));
  return {
    timestamp: facts.seconds * 1000,
    message: JSON.stringify(inOrder, null, facts.indent),
  };
}

function recordOf(facts: RecordFacts): Record<string, unknown> {
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: new Date(facts.seconds * 1000).toISOString().replace('.000', ''),
    accountId: facts.accountId,
    identity: facts.caller === undefined ? undefined : { arn: facts.caller },
    region: facts.region,
    requestId: `a1b2c3d4-0000-4000-8000-${facts.seconds}`,
    operation: facts.operation,
    modelId: facts.modelId,
    errorCode: facts.errorCode,
    requestMetadata: facts.metadata,
    input: {
      inputContentType: 'application/json',
      inputBodyJson: facts.inputBody,
      inputTokenCount: facts.inputTokenCount,
      cacheReadInputTokenCount: facts.cacheReadInputTokenCount,
      cacheWriteInputTokenCount: facts.cacheWriteInputTokenCount,
    },
    output: {
      outputContentType: 'application/json',
      outputBodyJson: facts.outputBody,
      outputTokenCount: facts.outputTokenCount,
      outputImageHeight: facts.side,
      outputImageWidth: facts.side,
    },
    inferenceRegion: facts.errorCode === undefined ? 'us-west-2' : undefined,
  };
}
