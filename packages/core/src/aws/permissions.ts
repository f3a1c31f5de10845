import { partitionOf } from './aws-partitions.ts';

/** What a resource of a permission is named by. */
export interface PermissionPlace {
  /** `*` for every region. */
  region: string;
  /** Default: that of the region. */
  partition?: string | undefined;
  accountId: string;
  logGroup?: string | undefined;
  roleName?: string | undefined;
}

/** What of the product stops working without an action. */
export type NeededFor =
  | 'report'
  | 'engine-filter'
  | 'log-group-names'
  | 'logging-state'
  | 'all-regions'
  | 'inference-profiles'
  | 'other-accounts'
  | 'bill';

/** One action that reading usage takes, and the narrowest resource that IAM can name for it. */
export interface Permission {
  neededFor: NeededFor;
  /** Statement of the policy that it stands in. */
  statement: string;
  resource(place: PermissionPlace): string;
}

const anything = () => '*';

function arn(place: PermissionPlace, rest: string): string {
  return `arn:${place.partition ?? partitionOf(place.region)}:${rest}`;
}

function logGroupArn(place: PermissionPlace): string {
  const { region, accountId, logGroup = '*' } = place;
  return arn(place, `logs:${region}:${accountId}:log-group:${logGroup}:*`);
}

function profileArn(place: PermissionPlace): string {
  const { region, accountId } = place;
  return arn(place, `bedrock:${region}:${accountId}:application-inference-profile/*`);
}

function roleArn(place: PermissionPlace): string {
  const { accountId, roleName = '*' } = place;
  return arn(place, `iam::${accountId}:role/${roleName}`);
}

/**
 * Every action of AWS that the library calls. Policies, the setup check and error messages are all
 * made of this table. `sts:GetCallerIdentity` needs no permission.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsaccountmanagement.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscostexplorerservice.html
 */
export const permissions = {
  'logs:StartQuery': {
    neededFor: 'report',
    statement: 'ReadInvocationLogs',
    resource: logGroupArn,
  },
  'logs:GetQueryResults': {
    neededFor: 'report',
    statement: 'ReadInvocationLogs',
    resource: logGroupArn,
  },
  'logs:FilterLogEvents': {
    neededFor: 'engine-filter',
    statement: 'ReadInvocationLogs',
    resource: logGroupArn,
  },
  // IAM knows no resource for these two.
  'logs:StopQuery': { neededFor: 'report', statement: 'FollowQueries', resource: anything },
  'logs:DescribeLogGroups': {
    neededFor: 'log-group-names',
    statement: 'FollowQueries',
    resource: anything,
  },
  'bedrock:GetModelInvocationLoggingConfiguration': {
    neededFor: 'logging-state',
    statement: 'SeeBedrockSetup',
    resource: anything,
  },
  'bedrock:ListInferenceProfiles': {
    neededFor: 'inference-profiles',
    statement: 'SeeBedrockSetup',
    resource: anything,
  },
  'bedrock:GetInferenceProfile': {
    neededFor: 'inference-profiles',
    statement: 'ResolveInferenceProfiles',
    resource: profileArn,
  },
  'bedrock:ListTagsForResource': {
    neededFor: 'inference-profiles',
    statement: 'ResolveInferenceProfiles',
    resource: profileArn,
  },
  'account:ListRegions': {
    neededFor: 'all-regions',
    statement: 'FindRegions',
    resource: anything,
  },
  'ce:GetCostAndUsage': { neededFor: 'bill', statement: 'ReadBill', resource: anything },
  'ce:GetDimensionValues': { neededFor: 'bill', statement: 'ReadBill', resource: anything },
  'sts:AssumeRole': {
    neededFor: 'other-accounts',
    statement: 'ReadOtherAccounts',
    resource: roleArn,
  },
} as const satisfies Readonly<Record<string, Permission>>;

/** An action of AWS that the library calls. */
export type AwsAction = keyof typeof permissions;

/** The narrowest resource that an action can be allowed on; `*` where there is no narrower one. */
export function permissionResource(action: AwsAction, place: PermissionPlace): string {
  return permissions[action].resource(place);
}
