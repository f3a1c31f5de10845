import type { SetupReport } from '../../model/setup-report.ts';
import type { RegionSetup } from './check-region.ts';
import type { SettingNames } from './setting-names.ts';

type AccountSetup = SetupReport['accounts'][number];

/** What to do, most important first: what stops reports, what spoils them, what is better done. */
export function setupAdvice(
  accounts: readonly AccountSetup[],
  { permissions, names }: { permissions: SetupReport['permissions']; names: SettingNames },
): string[] {
  const regions = accounts.flatMap(({ accountId, regions }) =>
    regions.map((region) => ({ ...region, place: `account ${accountId}, ${region.region}` })),
  );
  return [
    ...accounts.flatMap(({ message }) => message ?? []),
    ...loggingAdvice(regions),
    ...regions.flatMap((region) => logGroupAdvice(region, names)),
    ...permissionAdvice(permissions),
    ...bodyAdvice(regions),
    ...retentionAdvice(regions),
  ];
}

type Region = RegionSetup & { place: string };

function loggingAdvice(regions: readonly Region[]): string[] {
  // Of all regions, those without logging are mostly those that nobody uses.
  const asked = regions.filter(({ logGroups }) => logGroups.length > 0);
  if (asked.length === 0 && regions.length > 0) {
    return ['Switch invocation logging on: it is off in every region that was looked at.'];
  }
  return asked.flatMap(({ logging, place, region }) => {
    if (logging.status === 'off') {
      return `Switch invocation logging on in ${place}, with the commands of this check: no call leaves a record now.`;
    }
    if (logging.status === 'on' && logging.cloudWatchLogGroup === null) {
      return `Calls of ${place} are logged to ${logging.s3Location} only: copy them with "aws s3 sync" and read them with --source files, or log to CloudWatch Logs as well, with the commands of this check.`;
    }
    return logging.status === 'unknown' && region !== '' && logging.message !== null
      ? `Whether calls of ${place} are logged is not known: ${logging.message}`
      : [];
  });
}

function logGroupAdvice({ logGroups, logging, place }: Region, names: SettingNames): string[] {
  return logGroups.flatMap(({ name, status, logClass }) => {
    if (status === 'missing' && logging.status !== 'off') {
      return logging.cloudWatchLogGroup === null || logging.cloudWatchLogGroup === name
        ? `Create the log group ${name} in ${place}: Bedrock cannot log to a group that does not exist.`
        : `The log group ${name} does not exist in ${place}: Bedrock logs to ${logging.cloudWatchLogGroup}, name that with ${names.logGroups}.`;
    }
    if (status === 'found' && logClass !== null && logClass !== 'STANDARD') {
      return `The log group ${name} in ${place} is of class ${logClass}, whose records AWS's query engine does not take apart: reports fetch every record instead, which takes longer.`;
    }
    return [];
  });
}

function permissionAdvice(permissions: SetupReport['permissions']): string[] {
  const denied = permissions.filter(
    // What to do about a role, the account itself says.
    ({ status, action }) => status === 'denied' && action !== 'sts:AssumeRole',
  );
  const accounts = [...new Set(denied.map(({ accountId }) => accountId))];
  return accounts.map((accountId) => {
    const actions = denied.filter((permission) => permission.accountId === accountId);
    const names = [...new Set(actions.map(({ action }) => action))];
    return `Allow ${names.join(', ')} in account ${accountId}: the policy of this check has the statements.`;
  });
}

function bodyAdvice(regions: readonly Region[]): string[] {
  const places = regions.filter(({ logging }) => logging.bodies.length > 0);
  if (places.length === 0) return [];
  const kinds = new Set(places.flatMap(({ logging }) => logging.bodies));
  return [
    `Log counts only, with the commands of this check, unless something else reads what was said: calls of ${listed(places)} are logged with it (${[...kinds].join(', ')}). Prompts then stay out of the log, it is a fraction of the size, and AWS's query engine sees the counts of long calls too.`,
  ];
}

function retentionAdvice(regions: readonly Region[]): string[] {
  const places = regions.filter(({ logGroups }) =>
    logGroups.some(({ status, retentionDays }) => status === 'found' && retentionDays === null),
  );
  if (places.length === 0) return [];
  return [
    `Optional: log groups of ${listed(places)} keep events for ever; a retention, such as 400 days, would bound what storing them costs.`,
  ];
}

function listed(places: readonly Region[]): string {
  return places.map(({ place }) => place).join('; ');
}
