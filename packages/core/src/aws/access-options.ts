/**
 * Which accounts and regions of AWS to ask, and as whom. Everything is optional: the default is the
 * account of the credentials that the AWS SDK finds, in the region of the environment or profile.
 *
 * @example
 * const access: AwsAccessOptions = { profile: 'billing', accounts: ['111122223333'], regions: ['all'] };
 */
export interface AwsAccessOptions {
  /** Name of a profile of the AWS configuration files, SSO included. Default: `AWS_PROFILE`. */
  profile?: string | undefined;
  /** Region to ask where none is named. Default: `AWS_REGION`, else the profile's. */
  region?: string | undefined;
  /** Regions to read where the query names none; `all` for those where logging is on. */
  regions?: readonly string[] | undefined;
  /** Accounts to read where the query names none. Default: the account of the credentials. */
  accounts?: readonly string[] | undefined;
  /** Role to assume in other accounts. Default `BedrockSpendReader`. */
  roleName?: string | undefined;
  /** What the trust policies of those roles ask for. */
  externalId?: string | undefined;
  /** Log groups to read where the query names none. Default `/aws/bedrock/modelinvocations`. */
  logGroups?: readonly string[] | undefined;
}

/** Role that other accounts are read with, where none is named. */
export const defaultRoleName = 'BedrockSpendReader';

/** Log group that is read where none is named. */
export const defaultLogGroup = '/aws/bedrock/modelinvocations';
