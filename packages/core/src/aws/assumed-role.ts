import { askAws } from './ask-aws.ts';
import { awsErrorKind } from './aws-error-kind.ts';
import type { AwsClients } from './aws-clients.ts';
import type { AwsIdentity } from './aws-identity.ts';
import type { AwsCredentials } from './aws-target.ts';
import { SpendError } from '../errors.ts';

export interface AssumedRoleOptions {
  /** Of the caller, in a region of the same partition. */
  clients: AwsClients;
  caller: AwsIdentity;
  roleArn: string;
  externalId: string | undefined;
  region: string;
  profile: string | undefined;
}

/** Keys of a role in another account. */
export function assumedRole(options: AssumedRoleOptions): AwsCredentials {
  const { clients, roleArn, externalId, region, profile } = options;
  return async () => {
    const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
    const command = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: 'bedrock-spend',
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    });
    const sts = await clients.sts();
    try {
      const { Credentials: keys } = await askAws(
        { action: 'sts:AssumeRole', region, profile },
        () => sts.send(command),
      );
      return {
        accessKeyId: keys?.AccessKeyId ?? '',
        secretAccessKey: keys?.SecretAccessKey ?? '',
        ...(keys?.SessionToken === undefined ? {} : { sessionToken: keys.SessionToken }),
        ...(keys?.Expiration === undefined ? {} : { expiration: keys.Expiration }),
      };
    } catch (error) {
      throw awsErrorKind(error) === 'denied' ? refusedRole(error, options) : error;
    }
  };
}

/**
 * AWS answers alike where the role does not exist, does not trust the caller, or asks for another
 * external id. Only what the caller's own policy lacks it tells apart.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function refusedRole(error: unknown, { caller, roleArn, externalId }: AssumedRoleOptions) {
  const accountId = accountOf(roleArn);
  const isCallersPolicy = /identity-based policy/.test(textOf(error));
  const message = isCallersPolicy
    ? `${caller.arn} may not assume the role ${roleArn}, which account ${accountId} is read with: add a statement to its policy that allows sts:AssumeRole on that role.`
    : `Account ${accountId} cannot be read: there is no role ${roleArn}, or its trust policy does not allow sts:AssumeRole to arn:${caller.partition}:iam::${caller.accountId}:root ${externalIdText(externalId)}. "bedrock-spend doctor --account ${accountId}" prints the policies; another role is named with --role-name.`;
  return new SpendError('ACCESS_DENIED', message, { cause: error });
}

function externalIdText(externalId: string | undefined): string {
  return externalId === undefined
    ? 'without an external id (give one with --external-id if it asks for one)'
    : 'with the external id that --external-id gave';
}

/** What AWS said, wherever our own error keeps it. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return `${error.message} ${textOf(error.cause)}`;
}

function accountOf(roleArn: string): string {
  return roleArn.split(':')[4] ?? '';
}
