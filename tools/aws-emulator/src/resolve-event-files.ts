import { resolve } from 'node:path';
import type { EmulatorConfig, RegionConfig } from './state/emulator-config.ts';

/** The same configuration with absolute paths of event files. */
export function resolveEventFiles(config: EmulatorConfig, folder: string): EmulatorConfig {
  return {
    ...config,
    accounts: config.accounts.map((account) => ({
      ...account,
      regions: Object.fromEntries(
        Object.entries(account.regions ?? {}).map(([name, region]) => [
          name,
          resolveRegion(region, folder),
        ]),
      ),
    })),
  };
}

function resolveRegion(region: RegionConfig, folder: string): RegionConfig {
  const logGroups = (region.logGroups ?? []).map((group) => ({
    ...group,
    ndjson: (group.ndjson ?? []).map((path) => resolve(folder, path)),
  }));
  return { ...region, logGroups };
}
