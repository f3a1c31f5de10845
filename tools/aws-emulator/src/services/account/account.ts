import { parseJsonBody } from '../parse-json-body.ts';
import type { RouteRequest, RoutedCall, Service } from '../service.ts';
import { listRegions } from './list-regions.ts';

/** AWS Account Management, which has one endpoint for all regions. */
export const account: Service = {
  name: 'account',
  protocol: 'rest-json',
  region: 'us-east-1',
  actionOf: (operation) => `account:${operation}`,
  resourceOf: (call) => `arn:aws:account::${call.accountId}:account`,
  operations: { ListRegions: listRegions },
  route,
};

function route({ method, path, body }: RouteRequest): RoutedCall | null {
  if (method !== 'POST' || path !== '/listRegions') return null;
  return { operation: 'ListRegions', input: parseJsonBody(body) };
}
