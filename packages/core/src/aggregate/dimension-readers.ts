import { createTimeBuckets } from './time-buckets.ts';
import { metadataKey, noValue, type Dimension } from '../model/dimension.ts';
import type { InvocationFacts } from '../model/invocation-group.ts';
import { pricingScope } from '../model/model-id.ts';
import { parsePrincipal, type Principal } from '../model/principal.ts';
import type { PriceKey } from '../model/usage-row.ts';

/** Value of a dimension for one call; `(none)` for a call that has none. */
export type DimensionReader = (invocation: InvocationFacts) => string;

/** Finds the reader of a dimension. */
export type DimensionReaders = (dimension: Dimension) => DimensionReader;

/** Readers of every dimension, for days and hours of a time zone. */
export function createDimensionReaders(timeZone: string): DimensionReaders {
  const buckets = createTimeBuckets(timeZone);
  const principals = new Map<string, Principal>();

  function principalOf({ principalArn }: InvocationFacts): Principal {
    let principal = principals.get(principalArn);
    if (principal === undefined) {
      principal = parsePrincipal(principalArn);
      principals.set(principalArn, principal);
    }
    return principal;
  }

  const readers: Record<Exclude<Dimension, `requestMetadata.${string}`>, DimensionReader> = {
    day: ({ timestampMs }) => buckets.day(timestampMs),
    hour: ({ timestampMs }) => buckets.hour(timestampMs),
    region: ({ region }) => region || noValue,
    model: ({ model }) => model.shortName,
    principal: ({ principalArn }) => principalArn || noValue,
    account: ({ accountId }) => accountId || noValue,
    operation: ({ operation }) => operation || noValue,
    scope: priceDimensions.scope,
    tier: priceDimensions.tier,
    role: (invocation) => roleOf(principalOf(invocation)),
    person: (invocation) => principalOf(invocation).person ?? noValue,
    applicationInferenceProfile: priceDimensions.applicationInferenceProfile,
    error: ({ errorCode }) => errorCode ?? noValue,
  };

  return (dimension) => {
    const key = metadataKey(dimension);
    return key === null
      ? readers[dimension as keyof typeof readers]
      : ({ requestMetadata }) => ownValue(requestMetadata, key) || noValue;
  };
}

/** What the price of a call depends on and the query can group by: the same for calls and for rows. */
type PriceFacts = Pick<PriceKey, 'model' | 'region' | 'serviceTier'>;

/** Dimensions that follow from the price key alone. */
export const priceDimensions = {
  scope: ({ model, region }: PriceFacts) => pricingScope(model, region),
  tier: ({ serviceTier }: PriceFacts) => serviceTier ?? noValue,
  applicationInferenceProfile: ({ model }: PriceFacts) =>
    model.kind === 'application-inference-profile' ? model.id : noValue,
} as const;

/**
 * The role roll-up. A caller without a role is named by what it is, with the word AWS uses, so that it
 * cannot be taken for a role of the same name.
 */
function roleOf({ kind, role, person, arn }: Principal): string {
  if (role !== null) return role;
  if (kind === 'root') return 'root';
  if (kind === 'user') return `user/${arn.slice(arn.lastIndexOf('/') + 1)}`;
  if (kind === 'federated-user') return `federated-user/${person ?? ''}`;
  return noValue;
}

function ownValue(
  metadata: Readonly<Record<string, string>> | null,
  key: string,
): string | undefined {
  return metadata !== null && Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}
