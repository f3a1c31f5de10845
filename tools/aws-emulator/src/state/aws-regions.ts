/**
 * Regions and whether an account has to opt in to them.
 *
 * Source: "AWS Regions", https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export const awsRegions: Readonly<Record<string, 'default' | 'opt-in'>> = {
  'us-east-1': 'default',
  'us-east-2': 'default',
  'us-west-1': 'default',
  'us-west-2': 'default',
  'ap-northeast-1': 'default',
  'ap-northeast-2': 'default',
  'ap-northeast-3': 'default',
  'ap-south-1': 'default',
  'ap-southeast-1': 'default',
  'ap-southeast-2': 'default',
  'ca-central-1': 'default',
  'eu-central-1': 'default',
  'eu-north-1': 'default',
  'eu-west-1': 'default',
  'eu-west-2': 'default',
  'eu-west-3': 'default',
  'sa-east-1': 'default',
  'us-gov-east-1': 'default',
  'us-gov-west-1': 'default',
  'cn-north-1': 'default',
  'cn-northwest-1': 'default',
  'af-south-1': 'opt-in',
  'ap-east-1': 'opt-in',
  'ap-east-2': 'opt-in',
  'ap-south-2': 'opt-in',
  'ap-southeast-3': 'opt-in',
  'ap-southeast-4': 'opt-in',
  'ap-southeast-5': 'opt-in',
  'ap-southeast-6': 'opt-in',
  'ap-southeast-7': 'opt-in',
  'ca-west-1': 'opt-in',
  'eu-central-2': 'opt-in',
  'eu-south-1': 'opt-in',
  'eu-south-2': 'opt-in',
  'il-central-1': 'opt-in',
  'me-central-1': 'opt-in',
  'me-south-1': 'opt-in',
  'me-west-1': 'opt-in',
  'mx-central-1': 'opt-in',
  'sa-west-1': 'opt-in',
};

/** `aws`, `aws-cn` or `aws-us-gov`: the second part of an ARN. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
