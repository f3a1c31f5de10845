import type { LoggingConfig } from '@aws-sdk/client-bedrock';

import { invocationLoggingCommand } from './invocation-logging-command.ts';

/** Whether what was deployed is what Bedrock now has. */
export interface LoggingDifference {
  /** Prompts, answers or media would be logged: a deployment must not end well with that. */
  isPrivacyAtRisk: boolean;
  /** Names the fields that differ, and the command that mends them. */
  message: string;
}

/** All that Bedrock can put into a log beside the counts. */
const bodyFlags = [
  'textDataDeliveryEnabled',
  'imageDataDeliveryEnabled',
  'embeddingDataDeliveryEnabled',
  'videoDataDeliveryEnabled',
  'audioDataDeliveryEnabled',
] as const;

/** The configuration that logs counts and callers, and nothing that was said. */
export function countsOnly(place: { logGroupName: string; roleArn: string }): LoggingConfig {
  const { logGroupName, roleArn } = place;
  return {
    cloudWatchConfig: { logGroupName, roleArn },
    ...Object.fromEntries(bodyFlags.map((flag) => [flag, false])),
  };
}

/**
 * Compares what Bedrock has with what it should have. The provider of Pulumi has no field for audio
 * (`InvocationLoggingConfigurationLoggingConfig` of `@pulumi/aws` 7.48), and versions of it that
 * had none for video turned video on: https://github.com/hashicorp/terraform-provider-aws/issues/41312.
 */
export function loggingDifference(
  actual: LoggingConfig,
  { region, intended }: { region: string; intended: LoggingConfig },
): LoggingDifference | null {
  const logged = bodyFlags.filter((flag) => actual[flag] === true);
  const unsaid = bodyFlags.filter((flag) => actual[flag] === undefined);
  const moved = movedFields(actual, intended);
  if (logged.length + unsaid.length + moved.length === 0) return null;
  const sentences = [
    ...(logged.length > 0 ? [`logs more than counts: ${logged.join(', ')}`] : []),
    ...(unsaid.length > 0 ? [`does not say whether it logs these: ${unsaid.join(', ')}`] : []),
    ...(moved.length > 0 ? [`has other values than were deployed: ${moved.join(', ')}`] : []),
  ];
  return {
    isPrivacyAtRisk: logged.length > 0,
    message: `Bedrock in ${region} ${sentences.join('; and ')}. Mend it with: ${invocationLoggingCommand(region, intended)}`,
  };
}

/** Fields of where the log goes that are not as deployed, with what is there. */
function movedFields({ cloudWatchConfig, s3Config }: LoggingConfig, intended: LoggingConfig) {
  const { logGroupName, roleArn, largeDataDeliveryS3Config } = cloudWatchConfig ?? {};
  const found: [field: string, actual: string | undefined, intended: string | undefined][] = [
    ['cloudWatchConfig.logGroupName', logGroupName, intended.cloudWatchConfig?.logGroupName],
    ['cloudWatchConfig.roleArn', roleArn, intended.cloudWatchConfig?.roleArn],
    [
      'cloudWatchConfig.largeDataDeliveryS3Config',
      largeDataDeliveryS3Config?.bucketName,
      undefined,
    ],
    ['s3Config', s3Config?.bucketName, undefined],
  ];
  return found
    .filter(([, actual, wanted]) => actual !== wanted)
    .map(([field, actual]) => `${field} (${actual ?? 'not set'})`);
}
