import type { fromTemporaryCredentials } from '@aws-sdk/credential-providers';

/** Gives keys when a client first needs some, and new ones when those expire. */
export type AwsCredentials = ReturnType<typeof fromTemporaryCredentials>;

/** One account in one region, and the keys to ask it with. */
export interface AwsTarget {
  accountId: string;
  region: string;
  /** Assumes the role on first use, where one is needed; all regions of an account share it. */
  credentials: AwsCredentials;
}
