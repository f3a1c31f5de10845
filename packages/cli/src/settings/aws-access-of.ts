import type { AwsAccessOptions } from '@bedrock-spend/core/cloudwatch';
import type { AwsFlags } from '../flags/aws-flags.ts';
import type { Settings } from './load-settings.ts';

/** As whom AWS is asked; which accounts, regions and log groups are part of the query. */
export function awsAccessOf(
  flags: Pick<AwsFlags, 'profile' | 'roleName' | 'externalId'>,
  settings: Settings,
): AwsAccessOptions {
  return {
    profile: flags.profile ?? settings.profile,
    roleName: flags.roleName ?? settings.roleName,
    externalId: flags.externalId ?? settings.externalId,
  };
}
