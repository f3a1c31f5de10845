/**
 * What sort of thing the caller passed as `modelId`. An ARN of a kind we do not know is `unknown`.
 *
 * @example
 * const kind: ModelIdKind = parseModelId('amazon.nova-pro-v1:0').kind; // 'foundation-model'
 */
export type ModelIdKind =
  | 'foundation-model'
  | 'inference-profile'
  | 'application-inference-profile'
  | 'provisioned-model'
  | 'custom-model'
  | 'custom-model-deployment'
  | 'imported-model'
  | 'prompt-router'
  | 'unknown';

/**
 * Where the call may run, which changes its price.
 *
 * @example
 * const scope: PricingScope = pricingScope(parseModelId('us.amazon.nova-pro-v1:0'), 'us-east-1'); // 'geo'
 */
export type PricingScope = 'in-region' | 'geo' | 'global' | 'gov';

/**
 * What a model produces, as far as its id tells: it decides which counts a log must have.
 *
 * @example
 * const modality: Modality = parseModelId('cohere.embed-v4:0').modality; // 'embedding'
 */
export type Modality = 'text' | 'embedding' | 'rerank' | 'image' | 'video';

/**
 * A `modelId` of the log, taken apart.
 *
 * @example
 * const { baseModel, geography }: ModelId = parseModelId('eu.amazon.nova-pro-v1:0');
 */
export interface ModelId {
  /** Exactly as the caller passed it. */
  readonly id: string;
  readonly kind: ModelIdKind;
  /** Id of a model or a profile without its ARN, geography and context suffix still on it; `null` for opaque ids. */
  readonly exactId: string | null;
  /** `vendor.model`, geography prefix and context suffix taken off; `null` for opaque ids. */
  readonly baseModel: string | null;
  /** `us`, `eu`, `apac`, `jp`, `au`, `global`, `us-gov` …; `null` for in-region ids. */
  readonly geography: string | null;
  /** `24k` of `amazon.nova-lite-v1:0:24k`. */
  readonly contextSuffix: string | null;
  /** What follows the vendor, context suffix dropped; the last path segment of an opaque ARN. */
  readonly shortName: string;
  readonly modality: Modality;
}

const arnKinds: ReadonlySet<string> = new Set<ModelIdKind>([
  'foundation-model',
  'inference-profile',
  'application-inference-profile',
  'provisioned-model',
  'custom-model',
  'custom-model-deployment',
  'imported-model',
  'prompt-router',
]);

// No vendor of Bedrock has a name of two letters, so two letters before the first dot are a geography,
// also one that AWS adds after this was written.
const geographyPattern = /^(?:[a-z]{2}|apac|global|us-gov)\./;
const contextSuffixPattern = /^(.+:\d+):(\d+k?|mm)$/;

/**
 * Takes a model id apart. Never throws: what it cannot read is of kind `unknown`, keeps its id and
 * has no base model, so that it stays unpriced.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 * @example
 * parseModelId('us.anthropic.claude-sonnet-4-5-20250929-v1:0').baseModel; // 'anthropic.claude-sonnet-4-5-20250929-v1:0'
 */
export function parseModelId(id: string): ModelId {
  if (!id.startsWith('arn:')) return plainId(id, id, null);
  // arn:partition:bedrock:region:account:kind/rest; the rest may hold colons and slashes.
  const resource = id.split(':').slice(5).join(':');
  const slash = resource.indexOf('/');
  const kind = slash === -1 ? resource : resource.slice(0, slash);
  const name = slash === -1 ? '' : resource.slice(slash + 1);
  if (kind === 'foundation-model' || kind === 'inference-profile') {
    if (name !== '') return plainId(id, name, kind);
  }
  return opaqueId(id, arnKinds.has(kind) && name !== '' ? (kind as ModelIdKind) : 'unknown');
}

function plainId(id: string, exactId: string, arnKind: ModelIdKind | null): ModelId {
  const geography = geographyPattern.exec(exactId)?.[0].slice(0, -1) ?? null;
  const local = geography === null ? exactId : exactId.slice(geography.length + 1);
  const dot = local.indexOf('.');
  if (dot <= 0 || dot === local.length - 1) return opaqueId(id, arnKind ?? 'unknown');
  const [, withoutSuffix, suffix] = contextSuffixPattern.exec(local) ?? [];
  const baseModel = withoutSuffix ?? local;
  return {
    id,
    kind: arnKind ?? (geography === null ? 'foundation-model' : 'inference-profile'),
    exactId,
    baseModel,
    geography,
    contextSuffix: suffix ?? null,
    shortName: baseModel.slice(dot + 1),
    modality: modalityOf(baseModel),
  };
}

function opaqueId(id: string, kind: ModelIdKind): ModelId {
  return {
    id,
    kind,
    exactId: null,
    baseModel: null,
    geography: null,
    contextSuffix: null,
    shortName: id.slice(id.lastIndexOf('/') + 1) || id,
    modality: 'text',
  };
}

/**
 * The pricing scope of a call: from the profile's geography, else from the region it was made in.
 *
 * @example
 * pricingScope(parseModelId('us.amazon.nova-pro-v1:0'), 'us-east-1'); // 'geo'
 */
export function pricingScope(model: ModelId, region: string): PricingScope {
  if (model.geography === 'us-gov' || region.startsWith('us-gov-')) return 'gov';
  if (model.geography === null) return 'in-region';
  return model.geography === 'global' ? 'global' : 'geo';
}

function modalityOf(baseModel: string): Modality {
  if (/embed/.test(baseModel)) return 'embedding';
  if (/rerank/.test(baseModel)) return 'rerank';
  if (/^(?:stability\.|amazon\.(?:nova-canvas|titan-image))/.test(baseModel)) return 'image';
  if (/^(?:luma\.|amazon\.nova-reel)/.test(baseModel)) return 'video';
  return 'text';
}
