import type { Service } from '../service.ts';
import { getCostAndUsage } from './get-cost-and-usage.ts';
import { getDimensionValues } from './get-dimension-values.ts';

/** AWS Cost Explorer, which has one endpoint for all regions. */
export const costExplorer: Service = {
  name: 'ce',
  protocol: 'json',
  target: 'AWSInsightsIndexService',
  region: 'us-east-1',
  actionOf: (operation) => `ce:${operation}`,
  resourceOf: (call) => `arn:aws:ce:us-east-1:${call.accountId}:/${call.operation}`,
  operations: {
    GetCostAndUsage: getCostAndUsage,
    GetDimensionValues: getDimensionValues,
  },
};
