import { closestName } from '../model/closest-name.ts';
import type { AwsCall } from './aws-error.ts';
import { partitionRegions } from './aws-partitions.ts';

/**
 * Regions that every account has. Others have to be enabled, and know no keys until they are.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const enabledRegions: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'sa-east-1',
]);

/** AWS knows the region, but not the key. */
export function unknownKeySentence({ action, region, accountId }: AwsCall): string {
  if (region !== undefined && !enabledRegions.has(region)) {
    const account = accountId === undefined ? 'the account' : `account ${accountId}`;
    return `The region ${region} is not enabled in ${account}, or the access key is not valid: enable the region, leave it out, or check the credentials with \`aws sts get-caller-identity\`.`;
  }
  return `AWS does not know the access key that ${action} was called with: it may be deleted, or belong to another partition; check the credentials with \`aws sts get-caller-identity\`.`;
}

/** The name of the endpoint leads nowhere. */
export function unknownRegionSentence({ action, region }: AwsCall): string {
  const known = Object.values(partitionRegions).flat();
  if (region === undefined || known.includes(region)) {
    return `The host of AWS for ${action}${region === undefined ? '' : ` in ${region}`} was not found: check the network connection, HTTPS_PROXY and AWS_ENDPOINT_URL.`;
  }
  const meant = closestName(region, known);
  const hint = meant === null ? '' : ` (did you mean ${meant}?)`;
  return `The region ${region} is not enabled or does not exist${hint}: check its name and the network connection.`;
}
