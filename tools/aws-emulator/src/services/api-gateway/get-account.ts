import type { ServiceCall } from '../service.ts';

/**
 * Settings of API Gateway for an account in a region, with AWS's default limits. The role is left
 * out where none was set.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html
 */
export function getAccount({ state, accountId, region }: ServiceCall): unknown {
  const role = state.accounts.get(accountId)?.regions.get(region)?.apiGatewayLogRoleArn ?? null;
  return {
    ...(role !== null && { cloudwatchRoleArn: role }),
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}
