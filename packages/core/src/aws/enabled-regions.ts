import { askAws, callOptions } from './ask-aws.ts';
import type { AwsPlace } from './aws-access.ts';
import { awsErrorKind } from './aws-error-kind.ts';
import { SpendError } from '../errors.ts';
import { partitionOf, partitionRegions } from './aws-partitions.ts';

export interface RegionList {
  regions: readonly string[];
  /** Why the account could not be asked: they are all regions of the partition, enabled or not. */
  denial: SpendError | null;
}

/** Regions that an account has enabled, as far as it may be asked. */
export async function enabledRegions(
  place: AwsPlace,
  signal: AbortSignal | undefined,
): Promise<RegionList> {
  // A role that cannot be assumed is another matter than one that may not list regions.
  await place.credentials();
  try {
    return { regions: await listRegions(place, signal), denial: null };
  } catch (error) {
    if (!SpendError.isInstance(error) || !isUnavailable(error)) throw error;
    return {
      regions: partitionRegions[partitionOf(place.region)] ?? [place.region],
      denial: error,
    };
  }
}

/** Denied, or a partition that lacks the service. */
function isUnavailable(error: unknown): boolean {
  const kind = awsErrorKind(error);
  return kind === 'denied' || kind === 'no-host' || kind === 'other';
}

async function listRegions(
  { clients, accountId, region }: AwsPlace,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const { paginateListRegions } = await import('@aws-sdk/client-account');
  const client = await clients.account();
  return askAws({ action: 'account:ListRegions', accountId, region }, async () => {
    const names: string[] = [];
    const pages = paginateListRegions(
      { client },
      { RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] },
      callOptions(signal),
    );
    for await (const { Regions = [] } of pages) {
      names.push(...Regions.flatMap(({ RegionName }) => RegionName ?? []));
    }
    return names;
  });
}
