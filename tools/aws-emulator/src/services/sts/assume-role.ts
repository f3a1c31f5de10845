import type { RoleState } from '../../state/emulator-state.ts';
import { AwsError, type ServiceCall } from '../service.ts';
import { createTemporaryCredentials } from './create-temporary-credentials.ts';
import { readAssumeRole } from './read-assume-role.ts';

/**
 * Gives credentials of a role that trusts the caller's account. A role that does not exist, one that
 * does not trust, and a wrong external id are refused in the same words, so that nobody can probe.
 */
export function assumeRole(call: ServiceCall): unknown {
  const { RoleArn, RoleSessionName, ExternalId, DurationSeconds } = readAssumeRole(call);
  const role = findRole(call, RoleArn);
  if (role === undefined || !trusts(role, { accountId: call.accountId, externalId: ExternalId })) {
    throw new AwsError(
      'AccessDenied',
      `User: ${call.principalArn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      { status: 403 },
    );
  }

  const credentials = createTemporaryCredentials(role, {
    sessionName: RoleSessionName,
    expiresAtMs: call.now() + DurationSeconds * 1000,
  });
  call.state.temporaryCredentials.set(credentials.accessKeyId, credentials);
  return {
    AssumedRoleUser: {
      AssumedRoleId: credentials.principal.userId,
      Arn: credentials.principal.arn,
    },
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: `${new Date(credentials.expiresAtMs).toISOString().slice(0, 19)}Z`,
    },
  };
}

function findRole(call: ServiceCall, arn: string): RoleState | undefined {
  const accountId = arn.split(':')[4] ?? '';
  return call.state.accounts.get(accountId)?.roles.find((role) => role.arn === arn);
}

function trusts(
  role: RoleState,
  caller: { accountId: string; externalId: string | undefined },
): boolean {
  return (
    role.trustedAccounts.includes(caller.accountId) &&
    (role.externalId === null || role.externalId === caller.externalId)
  );
}
