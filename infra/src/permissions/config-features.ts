import type { Config } from '../config/parse-config.ts';
import type { Features } from './features.ts';

/** What the program makes, or finds out, that the role is allowed to use. */
export type MadeForFeatures = Pick<
  Features,
  'partition' | 'accountId' | 'sessionsTableArn' | 'secretArn' | 'functionLogGroupArn'
>;

/** What the server is configured to do, for its role. */
export function configFeatures(config: Config, made: MadeForFeatures): Features {
  const { accounts, readerRoleName, regions, logGroups, limits } = config;
  return {
    ...made,
    accounts,
    readerRoleName,
    regions,
    logGroups,
    bill: limits?.paidRequestsPerDay !== 0,
  };
}
