import type { ServiceOptions } from '@bedrock-spend/mcp-server';
import type { AwsFlags } from '../flags/aws-flags.ts';
import { awsAccessOf } from '../settings/aws-access-of.ts';
import type { Settings } from '../settings/load-settings.ts';

/** What a server over CloudWatch answers beside reports: the bill, and the check of the setup. */
export async function awsServices(
  flags: AwsFlags,
  settings: Settings,
): Promise<Pick<ServiceOptions, 'bill' | 'setup'>> {
  const access = awsAccessOf(flags, settings);
  const [{ costExplorerReader }, { checkSetup }, { memoryStore }] = await Promise.all([
    import('@bedrock-spend/core/billing'),
    import('@bedrock-spend/core/cloudwatch'),
    import('@bedrock-spend/core/cache'),
  ]);
  return {
    // What was paid for is kept, also where past days of the logs are not.
    bill: costExplorerReader({ profile: access.profile, cache: memoryStore().bill }),
    setup: (options) => checkSetup({ ...access, ...options }),
  };
}
