import {
  BedrockClient,
  GetModelInvocationLoggingConfigurationCommand,
  type LoggingConfig,
} from '@aws-sdk/client-bedrock';
import * as pulumi from '@pulumi/pulumi';

import type { DeploymentPlace } from './deployment-place.ts';

/** What Bedrock logs in a region now: an empty object where logging is off. */
export async function readInvocationLogging({
  region,
  profile,
}: DeploymentPlace): Promise<LoggingConfig> {
  const client = new BedrockClient({ region, ...(profile !== null && { profile }) });
  try {
    const answer = await client.send(new GetModelInvocationLoggingConfigurationCommand({}));
    return answer.loggingConfig ?? {};
  } catch (error) {
    const { name, message } = error as Error;
    throw new pulumi.RunError(
      `What Bedrock logs in ${region} cannot be read, so it is not changed. Deploy with credentials that are allowed bedrock:GetModelInvocationLoggingConfiguration, or leave bedrock-spend:invocationLogging out. AWS says: ${name}: ${message}`,
    );
  } finally {
    client.destroy();
  }
}
