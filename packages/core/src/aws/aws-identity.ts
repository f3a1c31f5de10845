import { askAws } from './ask-aws.ts';
import type { AwsClients } from './aws-clients.ts';

/** Whose credentials were found. */
export interface AwsIdentity {
  accountId: string;
  arn: string;
  partition: string;
}

export interface IdentityOptions {
  clients: AwsClients;
  region: string;
  profile: string | undefined;
}

/** Asks STS who is calling, which needs no permission. */
export async function askIdentity(options: IdentityOptions): Promise<AwsIdentity> {
  const { clients, region, profile } = options;
  const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const sts = await clients.sts();
  const { Account = '', Arn = '' } = await askAws(
    { action: 'sts:GetCallerIdentity', region, profile },
    () => sts.send(new GetCallerIdentityCommand({})),
  );
  return { accountId: Account, arn: Arn, partition: Arn.split(':')[1] ?? 'aws' };
}
