import type { RouteRequest, RoutedCall, Service } from '../service.ts';
import { getAccount } from './get-account.ts';

/** The control plane of API Gateway, of which only an account's settings in a region are here. */
export const apiGateway: Service = {
  name: 'apigateway',
  protocol: 'rest-json',
  // IAM knows methods and paths here, not operations:
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
  actionOf: () => 'apigateway:GET',
  resourceOf: ({ region }) => `arn:aws:apigateway:${region}::/account`,
  operations: { GetAccount: getAccount },
  route,
};

function route({ method, path, headers }: RouteRequest): RoutedCall | null {
  if (!/\/apigateway\/aws4_request/.test(headers['authorization'] ?? '')) return null;
  const isAccount = method === 'GET' && path === '/account';
  return { operation: isAccount ? 'GetAccount' : `${method} ${path}`, input: {} };
}
