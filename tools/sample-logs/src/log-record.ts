/**
 * A record of the model invocation log, with its keys in the order in which Bedrock has written them
 * since 2026.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export interface LogRecord {
  /** Whole seconds, UTC: `2026-09-08T12:10:33Z`. */
  timestamp: string;
  accountId: string;
  region: string;
  requestId: string;
  operation: string;
  modelId: string;
  requestMetadata?: Readonly<Record<string, string>>;
  errorCode?: string;
  input?: LogInput;
  output?: LogOutput;
  identity: { arn: string };
  inferenceRegion?: string;
  schemaType: 'ModelInvocationLog';
  schemaVersion: '1.0';
}

export interface LogInput {
  inputContentType?: 'application/json';
  inputBodyJson?: unknown;
  inputBodyS3Path?: string;
  inputTokenCount?: number;
  cacheReadInputTokenCount?: number;
  cacheWriteInputTokenCount?: number;
}

export interface LogOutput {
  outputContentType?: 'application/json';
  outputBodyJson?: unknown;
  outputTokenCount?: number;
  outputImageHeight?: number;
  outputImageWidth?: number;
}

export const schema = { schemaType: 'ModelInvocationLog', schemaVersion: '1.0' } as const;

/** The log's spelling of an instant. */
export function logTimestamp(timestampMs: number): string {
  return `${new Date(timestampMs).toISOString().slice(0, 19)}Z`;
}
