import type { ServiceCall } from '../service.ts';

export function getCallerIdentity(call: ServiceCall): unknown {
  const { accountId, principal } = call;
  return { Arn: principal.arn, UserId: principal.userId, Account: accountId };
}
