import type { Service, ServiceCall } from '../services/service.ts';
import { wildcardRegex } from '../wildcard-regex.ts';
import { commonError } from './common-error.ts';

/** Throws when a pattern of the principal refuses the call's action; IAM disregards case. */
export function refuseDenied(service: Service, call: ServiceCall): void {
  const action = service.actionOf(call.operation);
  if (action === null) return;
  if (call.principal.denied().some((pattern) => wildcardRegex(pattern, 'i').test(action))) {
    throw deniedError(service, call);
  }
}

/** AccessDeniedException in AWS's words. */
export function deniedError(service: Service, call: ServiceCall): Error {
  const action = service.actionOf(call.operation) ?? `${service.name}:${call.operation}`;
  const resource = service.resourceOf?.(call) ?? '*';
  return commonError(
    service.protocol,
    'denied',
    `User: ${call.principalArn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}
