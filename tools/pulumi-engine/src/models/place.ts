/** Where a provider works. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly dnsSuffix: string;
}

export function placeIn(region: string, accountId: string): Place {
  const isChina = region.startsWith('cn-');
  return {
    accountId,
    region,
    partition: isChina ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws',
    dnsSuffix: isChina ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
}

/** An ARN of this account and region. */
export const arnIn = (place: Place, service: string, resource: string): string =>
  `arn:${place.partition}:${service}:${place.region}:${place.accountId}:${resource}`;
