const authorization = 'https://docs.aws.amazon.com/service-authorization/latest/reference';
const logs = `${authorization}/list_amazoncloudwatchlogs.html`;
const bedrock = `${authorization}/list_amazonbedrock.html`;
const costExplorer = `${authorization}/list_awscostexplorerservice.html`;
const xray = `${authorization}/list_awsx-ray.html`;

/**
 * Actions that may be allowed on `*`, because AWS lets them be allowed on nothing narrower, or has
 * nothing narrower that the calls name; with the page of AWS that says so.
 */
export const resourceFreeActions: Readonly<Record<string, string>> = {
  'account:ListRegions': `${authorization}/list_awsaccountmanagement.html`,
  'bedrock:GetModelInvocationLoggingConfiguration': bedrock,
  'bedrock:ListInferenceProfiles': bedrock,
  'ce:GetCostAndUsage': costExplorer,
  'ce:GetDimensionValues': costExplorer,
  // Goes through all log groups to find those with a name.
  'logs:DescribeLogGroups': logs,
  'logs:StopQuery': logs,
  'xray:PutTelemetryRecords': xray,
  'xray:PutTraceSegments': xray,
};
