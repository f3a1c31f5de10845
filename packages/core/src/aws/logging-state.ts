import type { LoggingConfig } from '@aws-sdk/client-bedrock';

import { askAws, callOptions } from './ask-aws.ts';
import type { AwsPlace } from './aws-access.ts';

/** Whether and where Bedrock logs invocations of an account and region. */
export interface LoggingState {
  /** `null`: not to CloudWatch Logs. */
  logGroup: string | null;
  /** `s3://bucket/prefix`; `null`: not to S3. */
  s3Location: string | null;
  /** What is logged beside the counts. */
  bodies: BodyKind[];
  /** As AWS has it. */
  config: LoggingConfig;
}

export type BodyKind = 'text' | 'image' | 'embedding' | 'video' | 'audio';

/** The configuration of model invocation logging: there is one for each account and region. */
export async function askLogging(
  { clients, accountId, region }: AwsPlace,
  signal: AbortSignal | undefined,
): Promise<LoggingState> {
  const { GetModelInvocationLoggingConfigurationCommand } = await import('@aws-sdk/client-bedrock');
  const bedrock = await clients.bedrock();
  const { loggingConfig = {} } = await askAws(
    { action: 'bedrock:GetModelInvocationLoggingConfiguration', accountId, region },
    () => bedrock.send(new GetModelInvocationLoggingConfigurationCommand({}), callOptions(signal)),
  );
  return {
    logGroup: loggingConfig.cloudWatchConfig?.logGroupName ?? null,
    s3Location: s3Location(loggingConfig),
    bodies: bodiesOf(loggingConfig),
    config: loggingConfig,
  };
}

function s3Location({ s3Config }: LoggingConfig): string | null {
  if (s3Config?.bucketName === undefined) return null;
  const { bucketName, keyPrefix = '' } = s3Config;
  return `s3://${[bucketName, keyPrefix].filter((part) => part !== '').join('/')}`;
}

function bodiesOf(config: LoggingConfig): BodyKind[] {
  const delivered: readonly (readonly [BodyKind, boolean | undefined])[] = [
    ['text', config.textDataDeliveryEnabled],
    ['image', config.imageDataDeliveryEnabled],
    ['embedding', config.embeddingDataDeliveryEnabled],
    ['video', config.videoDataDeliveryEnabled],
    ['audio', config.audioDataDeliveryEnabled],
  ];
  return delivered.flatMap(([kind, isDelivered]) => (isDelivered === true ? [kind] : []));
}
