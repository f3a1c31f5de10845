import pLimit from 'p-limit';

import { defaultLogGroup } from '../../aws/access-options.ts';
import type { AwsAccess, AwsPlace } from '../../aws/aws-access.ts';
import { enabledRegions } from '../../aws/enabled-regions.ts';
import type { PartialSource } from '../../model/report.ts';
import { lookForLogging, type RegionFindings } from './look-for-logging.ts';

/** A log group that is to be read. */
export interface FoundLogGroup {
  place: AwsPlace;
  logGroup: string;
  /** Nobody named it: if it does not exist, the one that Bedrock logs to will do. */
  isGuess: boolean;
}

/** What an account has to read. */
export interface AccountFindings {
  groups: readonly FoundLogGroup[];
  /** What is known to be left out. */
  missing: readonly PartialSource[];
}

export interface FindOptions {
  access: AwsAccess;
  accountId: string;
  /** `null`: those where invocations are logged. */
  regions: readonly string[] | null;
  /** Empty: the default one, or the one that Bedrock logs to. */
  logGroups: readonly string[];
  signal: AbortSignal | undefined;
}

const regionsAtOnce = 8;

/** The log groups of an account. Asks nothing where regions are named. */
export async function findLogGroupsOf(options: FindOptions): Promise<AccountFindings> {
  const { access, accountId, regions, logGroups } = options;
  if (regions === null) return findWhereLogging(options);
  const places = await Promise.all(regions.map((region) => access.place(accountId, region)));
  const names = logGroups.length === 0 ? [defaultLogGroup] : logGroups;
  const isGuess = logGroups.length === 0;
  return {
    groups: places.flatMap((place) => names.map((logGroup) => ({ place, logGroup, isGuess }))),
    missing: [],
  };
}

async function findWhereLogging(options: FindOptions): Promise<AccountFindings> {
  const { access, accountId, logGroups, signal } = options;
  const { regions, denial } = await enabledRegions(
    await access.place(accountId, await access.homeRegion()),
    signal,
  );
  const limit = pLimit(regionsAtOnce);
  const findings = await Promise.all(
    regions.map((region) =>
      limit(async () =>
        lookForLogging(await access.place(accountId, region), {
          isCertain: denial === null,
          logGroups,
          signal,
        }),
      ),
    ),
  );
  return collect(findings, accountId);
}

function collect(findings: readonly RegionFindings[], accountId: string): AccountFindings {
  const unseen = findings.flatMap(({ place, denied }) =>
    denied === null ? [] : [{ place, denied }],
  );
  const failed = findings.flatMap(({ missing }) => missing ?? []);
  const groups = findings.flatMap(({ place, logGroups }) =>
    logGroups.map((logGroup) => ({ place, logGroup, isGuess: false })),
  );
  const missing = [...failed, ...deniedRegions(unseen, accountId)];
  return {
    groups,
    missing: groups.length + missing.length > 0 ? missing : [loggingNowhere(accountId)],
  };
}

/** One entry for all: an organization often closes many regions. */
function deniedRegions(
  unseen: readonly { place: AwsPlace; denied: string }[],
  accountId: string,
): PartialSource[] {
  const [first] = unseen;
  if (first === undefined) return [];
  const regions = unseen.map(({ place }) => place.region).join(', ');
  return [
    {
      origin: `${accountId} ${regions}`,
      reason: 'denied',
      message: `Whether invocations are logged there is not known, so these regions were not read: ${first.denied} Or name the regions to read with --region.`,
    },
  ];
}

function loggingNowhere(accountId: string): PartialSource {
  return {
    origin: accountId,
    reason: 'logging-off',
    message: `Model invocation logging is off in every region of account ${accountId}, so no call leaves a record. "bedrock-spend doctor --account ${accountId} --region REGION" shows how to switch it on.`,
  };
}
