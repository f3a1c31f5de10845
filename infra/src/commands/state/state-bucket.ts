import type { Caller } from '../checks/identify-caller.ts';

/** The bucket that a deployment's state is kept in, before it is known to exist. */
export interface StateBucket {
  name: string;
  region: string;
  /** Only buckets of this account are ours. */
  accountId: string;
  partition: string;
}

/** The tag that tells buckets made here from buckets that only have the name. */
export const STATE_TAG = { Key: 'bedrock-spend:purpose', Value: 'pulumi-state' };

/** One bucket for each account and region, since names of buckets are the whole world's. */
export function stateBucketOf({ accountId, partition }: Caller, region: string): StateBucket {
  return { name: `bedrock-spend-state-${accountId}-${region}`, region, accountId, partition };
}

/** The address that Pulumi takes for it. */
export function stateUrl({ name, region }: StateBucket): string {
  return `s3://${name}?region=${region}`;
}
