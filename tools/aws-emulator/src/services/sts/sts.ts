import type { RouteRequest, RoutedCall, Service } from '../service.ts';
import { assumeRole } from './assume-role.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { renderAnswer } from './render-answer.ts';

/** AWS Security Token Service: calls are forms, answers are XML. */
export const sts: Service = {
  name: 'sts',
  protocol: 'query',
  actionOf: (operation) => (operation === 'GetCallerIdentity' ? null : `sts:${operation}`),
  resourceOf: (call) => (call.input['RoleArn'] as string | undefined) ?? '*',
  operations: {
    AssumeRole: assumeRole,
    GetCallerIdentity: getCallerIdentity,
  },
  route,
  render: renderAnswer,
};

const version = '2011-06-15';

function route(request: RouteRequest): RoutedCall | null {
  const form = request.method === 'POST' ? new URLSearchParams(request.body) : request.query;
  const { Action: operation, Version, ...input } = Object.fromEntries(form);
  if (operation === undefined || Version !== version || request.path !== '/') return null;
  return { operation, input };
}
