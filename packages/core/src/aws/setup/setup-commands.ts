import { defaultLogGroup } from '../access-options.ts';
import type { CheckedRegion } from './check-region.ts';
import { countsOnlyCommands, switchOnCommands, type CommandList } from './switch-on.ts';

/** Commands for each region that needs some; where nothing is logged anywhere, for the first one. */
export function setupCommands(
  regions: readonly CheckedRegion[],
  logGroups: readonly string[],
): CommandList[] {
  const asked = regions.filter(({ setup }) => setup.logGroups.length > 0);
  const considered = asked.length > 0 ? asked : regions.slice(0, 1);
  return considered.flatMap(({ place: { accountId, region }, logging }) => {
    if (logging === null) return [];
    const [logGroup = defaultLogGroup] = logGroups;
    if (logging.logGroup === null) {
      return switchOnCommands({ accountId, region, logGroup }, logging.config);
    }
    if (logging.bodies.length === 0) return [];
    return countsOnlyCommands({ accountId, region }, logging.config);
  });
}
