import { padRight, widestText } from './fit-text.ts';
import { formatCount } from './format-usd.ts';
import { hanging } from './hanging-text.ts';
import type { Look } from './setup-text.ts';
import { visibleText } from './visible-text.ts';
import type { SetupReport } from '../model/setup-report.ts';

type AccountSetup = SetupReport['accounts'][number];
type RegionSetup = AccountSetup['regions'][number];

/** A block for each account: what its regions log, and where to. */
export function setupAccounts({ accounts }: SetupReport, look: Look): string[][] {
  return accounts.map((account) => [
    look.style.heading(`Account ${account.accountId}${byRole(account)}`),
    ...regionLines(account, look),
  ]);
}

function byRole({ roleArn }: AccountSetup): string {
  return roleArn === null
    ? ''
    : `, as ${visibleText(roleArn.slice(roleArn.indexOf(':role/') + 6))}`;
}

function regionLines({ status, regions }: AccountSetup, look: Look): string[] {
  if (status !== 'ok') return [look.style.warning('It cannot be read: see what is to do.')];
  const silent = regions.filter(({ logGroups }) => logGroups.length === 0);
  const told = regions.filter(({ logGroups }) => logGroups.length > 0);
  const indent = 2 + widestText(told.map(({ region }) => region));
  return [
    ...told.flatMap((region) => regionText(region, { ...look, indent })),
    ...(silent.length === 0
      ? []
      : hanging(
          '',
          `Logging is off in ${silent.map(({ region }) => region).join(', ')}.`,
          look.width,
        ).map(look.style.quiet)),
  ];
}

function regionText(
  { region, logging, logGroups }: RegionSetup,
  { indent, width, style }: Look & { indent: number },
): string[] {
  const texts = [
    { text: loggingText(logging), isWrong: logging.cloudWatchLogGroup === null },
    ...logGroups.map((group) => ({ text: groupText(group), isWrong: group.status !== 'found' })),
  ];
  return texts.flatMap(({ text, isWrong }, index) =>
    hanging(padRight(index === 0 ? region : '', indent), visibleText(text), width).map((line) =>
      isWrong ? style.warning(line) : line,
    ),
  );
}

function loggingText({
  status,
  cloudWatchLogGroup,
  s3Location,
  bodies,
}: RegionSetup['logging']): string {
  if (status === 'unknown') return 'whether calls are logged may not be seen';
  if (status === 'off') return 'logging is off';
  const places = [cloudWatchLogGroup, s3Location].filter((place) => place !== null);
  const what = bodies.length === 0 ? 'counts only' : `with bodies: ${bodies.join(', ')}`;
  return `logs to ${places.join(' and ')}, ${what}`;
}

function groupText(group: RegionSetup['logGroups'][number]): string {
  if (group.status === 'unknown') return `log group ${group.name}: may not be seen`;
  if (group.status === 'missing') return `log group ${group.name}: does not exist`;
  const kept = group.retentionDays === null ? 'for ever' : `${group.retentionDays} days`;
  const stored = group.storedBytes === null ? '' : `, ${sizeText(group.storedBytes)}`;
  return `log group ${group.name}: ${group.logClass ?? 'STANDARD'}, kept ${kept}${stored}`;
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${formatCount(Math.ceil(bytes / 1000))} kB`
    : `${formatCount((bytes / 1_000_000).toFixed(1))} MB`;
}
