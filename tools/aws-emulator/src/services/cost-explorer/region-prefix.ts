/** What usage types begin with, by region: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-region-billing-codes.html */
const prefixes: Readonly<Record<string, string>> = {
  'af-south-1': 'AFS1',
  'ap-east-1': 'APE1',
  'ap-northeast-1': 'APN1',
  'ap-northeast-2': 'APN2',
  'ap-northeast-3': 'APN3',
  'ap-south-1': 'APS3',
  'ap-south-2': 'APS5',
  'ap-southeast-1': 'APS1',
  'ap-southeast-2': 'APS2',
  'ap-southeast-3': 'APS4',
  'ap-southeast-4': 'APS6',
  'ca-central-1': 'CAN1',
  'ca-west-1': 'CAN2',
  'eu-central-1': 'EUC1',
  'eu-central-2': 'EUC2',
  'eu-north-1': 'EUN1',
  'eu-south-1': 'EUS1',
  'eu-south-2': 'EUS2',
  'eu-west-1': 'EUW1',
  'eu-west-2': 'EUW2',
  'eu-west-3': 'EUW3',
  'il-central-1': 'ILC1',
  'me-central-1': 'MEC1',
  'me-south-1': 'MES1',
  'sa-east-1': 'SAE1',
  'us-east-1': 'USE1',
  'us-east-2': 'USE2',
  'us-west-1': 'USW1',
  'us-west-2': 'USW2',
};

const regions = new Map(Object.entries(prefixes).map(([region, prefix]) => [prefix, region]));

export function regionPrefix(region: string): string {
  const prefix = prefixes[region];
  if (prefix === undefined) throw new Error(`The usage-type prefix of ${region} is not known here`);
  return prefix;
}

export function regionOfUsageType(usageType: string): string | undefined {
  return regions.get(usageType.split('-', 1)[0] ?? '');
}
