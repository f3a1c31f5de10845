import type { LoggingConfig } from '@aws-sdk/client-bedrock';

/** The command that gives Bedrock in a region this configuration in place of the one it has. */
export function invocationLoggingCommand(region: string, config: LoggingConfig): string {
  const json = JSON.stringify(config).replaceAll("'", String.raw`'\''`);
  return `aws bedrock put-model-invocation-logging-configuration --region ${region} --logging-config '${json}'`;
}
