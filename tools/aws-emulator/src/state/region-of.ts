import { awsRegions } from './aws-regions.ts';
import type { EmulatorState, RegionState } from './emulator-state.ts';

/** What an account has in a region; a region that nothing is in is made empty, and kept. */
export function regionOf(state: EmulatorState, accountId: string, region: string): RegionState {
  const account = state.accounts.get(accountId);
  if (account === undefined) {
    throw new Error(`The emulator has no account ${accountId}. Name it in the configuration.`);
  }
  const known = account.regions.get(region);
  if (known !== undefined) return known;
  if (awsRegions[region] === undefined) {
    throw new Error(`AWS has no region ${region}. Check its name.`);
  }
  const empty: RegionState = {
    region,
    enabled: awsRegions[region] === 'default',
    logging: null,
    apiGatewayLogRoleArn: null,
    logGroups: new Map(),
    inferenceProfiles: [],
    secrets: [],
    parameters: [],
  };
  account.regions.set(region, empty);
  return empty;
}
