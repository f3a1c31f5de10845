import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import * as pulumi from '@pulumi/pulumi';

import type { DeploymentPlace } from './deployment-place.ts';

/** The role by which API Gateway writes logs in a region; null where none was set. */
export async function readApiLogRole({ region, profile }: DeploymentPlace): Promise<string | null> {
  const client = new APIGatewayClient({ region, ...(profile !== null && { profile }) });
  try {
    const { cloudwatchRoleArn } = await client.send(new GetAccountCommand({}));
    return cloudwatchRoleArn === undefined || cloudwatchRoleArn === '' ? null : cloudwatchRoleArn;
  } catch (error) {
    const { name, message } = error as Error;
    throw new pulumi.RunError(
      `Whether API Gateway has a role for its logs in ${region} cannot be read, so none is set. Deploy with credentials that are allowed apigateway:GET on /account. AWS says: ${name}: ${message}`,
    );
  } finally {
    client.destroy();
  }
}
