import { parseModelId, type ModelId } from '../model/model-id.ts';

/** A profile that AWS keeps, and the models it sends calls to. */
export interface SystemProfile {
  id: string;
  modelArns: readonly string[];
}

/** What the id of an application profile does not tell. */
export type ModelFacts = Omit<ModelId, 'id' | 'kind'>;

export interface BehindProfile {
  /** Id of the profile of AWS, or of the model; of the models where the scope is not known. */
  id: string;
  /** Without the ids that prices are found by where the scope is not known; `null` without a model. */
  facts: ModelFacts | null;
  /** Why there is no price. */
  problem: string | null;
}

/**
 * An application profile is a copy of a profile of AWS, whose scope sets the price, or of a model in
 * one region. Bedrock does not say of which: the models that both send calls to tell it.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-create.html
 */
export function modelBehindProfile(
  { modelArns, region }: { modelArns: readonly string[]; region: string },
  systemProfiles: readonly SystemProfile[],
): BehindProfile {
  const modelIds = [...new Set(modelArns.map(lastSegment))];
  const copied = systemProfiles.filter((profile) => isSameSet(profile.modelArns, modelArns));
  const ids = copied.length > 0 ? copied.map(({ id }) => id) : inRegion(modelArns, region);
  const [id = ''] = ids;
  const model = parseModelId(id);
  if (ids.length === 1 && model.baseModel !== null) {
    return { id, facts: factsOf(model), problem: null };
  }
  return {
    id: modelIds.join(', '),
    facts: modelIds.length === 1 ? unpriced(parseModelId(modelIds.join())) : null,
    problem:
      modelIds.length === 0
        ? 'Bedrock names no model behind it.'
        : `it leads to ${modelIds.join(', ')}, but neither as a profile of AWS nor within one region, so where its calls run is not known.`,
  };
}

/** A model in the profile's own region only is called there. */
function inRegion(modelArns: readonly string[], region: string): string[] {
  const [arn] = modelArns;
  if (arn === undefined || modelArns.length > 1) return [];
  return arn.split(':')[3] === region ? [lastSegment(arn)] : [];
}

function factsOf({ id: _id, kind: _kind, ...facts }: ModelId): ModelFacts {
  return facts;
}

/** The same model costs more in one scope than in another: no id, no price. */
function unpriced(model: ModelId): ModelFacts {
  return { ...factsOf(model), exactId: null, baseModel: null, geography: null };
}

function lastSegment(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const left = new Set(one);
  const right = new Set(other);
  return left.size > 0 && left.size === right.size && one.every((arn) => right.has(arn));
}
