import pLimit from 'p-limit';

import { askAws, callOptions } from './ask-aws.ts';
import type { AwsAccess, AwsPlace } from './aws-access.ts';
import { awsErrorKind } from './aws-error-kind.ts';
import { modelBehindProfile, type ModelFacts, type SystemProfile } from './model-behind-profile.ts';
import { SpendError } from '../errors.ts';
import type { InferenceProfile, PartialSource } from '../model/report.ts';

/** What is known of an application inference profile. */
export interface ProfileLookup {
  /** `null` where no model is known. */
  facts: ModelFacts | null;
  /** `null` where it could not be read. */
  profile: InferenceProfile | null;
  /** Why its calls have no price, where they have none. */
  missing: readonly PartialSource[];
}

/** Looks a profile up, each once; `reader` is the account that logged the call. */
export type FindProfile = (arn: string, reader: AwsPlace) => Promise<ProfileLookup>;

export interface ProfileFinderOptions {
  access: AwsAccess;
  /** Those that are read. */
  accounts: readonly string[];
  signal: AbortSignal | undefined;
}

const lookupsAtOnce = 4;

/**
 * Looks up what is behind application inference profiles: in the account that the ARN names where
 * that is one of those that are read, else with the keys of the account that logged the call.
 */
export function createProfileFinder(options: ProfileFinderOptions): FindProfile {
  const { access, accounts, signal } = options;
  const limit = pLimit(lookupsAtOnce);
  const lookups = new Map<string, Promise<ProfileLookup>>();
  const systemProfiles = new Map<AwsPlace, Promise<readonly SystemProfile[]>>();

  function systemProfilesOf(place: AwsPlace): Promise<readonly SystemProfile[]> {
    const known = systemProfiles.get(place) ?? listSystemProfiles(place, signal);
    systemProfiles.set(place, known);
    return known;
  }

  async function find(arn: string, reader: AwsPlace): Promise<ProfileLookup> {
    const [, , , region = '', accountId = ''] = arn.split(':');
    const asker = accounts.includes(accountId) ? accountId : reader.accountId;
    const place = await access.place(asker, region || reader.region);
    try {
      return await lookUp(arn, { place, signal, systemProfilesOf });
    } catch (error) {
      if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
      const why =
        awsErrorKind(error) === 'not-found'
          ? 'Bedrock no longer knows it, it may have been deleted.'
          : error.message;
      return { facts: null, profile: null, missing: [unresolved(arn, why)] };
    }
  }

  return async (arn, reader) => {
    const known = lookups.get(arn);
    // Several log groups may hold its calls: what is wrong with it is told once.
    if (known !== undefined) return { ...(await known), missing: [] };
    const lookup = limit(() => find(arn, reader));
    lookups.set(arn, lookup);
    return lookup;
  };
}

interface LookUpOptions {
  place: AwsPlace;
  signal: AbortSignal | undefined;
  systemProfilesOf(place: AwsPlace): Promise<readonly SystemProfile[]>;
}

async function lookUp(arn: string, options: LookUpOptions): Promise<ProfileLookup> {
  const { GetInferenceProfileCommand } = await import('@aws-sdk/client-bedrock');
  const { place, signal } = options;
  const { accountId, region, clients } = place;
  const bedrock = await clients.bedrock();
  const command = new GetInferenceProfileCommand({ inferenceProfileIdentifier: arn });
  const { inferenceProfileName: name = '', models = [] } = await askAws(
    { action: 'bedrock:GetInferenceProfile', accountId, region },
    () => bedrock.send(command, callOptions(signal)),
  );
  const modelArns = models.flatMap(({ modelArn }) => modelArn ?? []);
  const [{ id, facts, problem }, tags] = await Promise.all([
    findModel(modelArns, options),
    askTags(arn, place, signal),
  ]);
  return {
    facts,
    profile: { arn, name, model: id, tags },
    missing: problem === null ? [] : [unresolved(arn, problem)],
  };
}

/** A profile within one region can be told without the list of AWS's own profiles. */
async function findModel(modelArns: readonly string[], options: LookUpOptions) {
  const { place, systemProfilesOf } = options;
  try {
    return modelBehindProfile({ modelArns, region: place.region }, await systemProfilesOf(place));
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    const behind = modelBehindProfile({ modelArns, region: place.region }, []);
    return behind.problem === null ? behind : { ...behind, problem: error.message };
  }
}

async function listSystemProfiles(
  { accountId, region, clients }: AwsPlace,
  signal: AbortSignal | undefined,
): Promise<SystemProfile[]> {
  const { paginateListInferenceProfiles } = await import('@aws-sdk/client-bedrock');
  const client = await clients.bedrock();
  return askAws({ action: 'bedrock:ListInferenceProfiles', accountId, region }, async () => {
    const profiles: SystemProfile[] = [];
    const input = { typeEquals: 'SYSTEM_DEFINED' } as const;
    const pages = paginateListInferenceProfiles({ client }, input, callOptions(signal));
    for await (const { inferenceProfileSummaries = [] } of pages) {
      for (const { inferenceProfileId: id = '', models = [] } of inferenceProfileSummaries) {
        profiles.push({ id, modelArns: models.flatMap(({ modelArn }) => modelArn ?? []) });
      }
    }
    return profiles;
  });
}

/** Tags are an extra: without the permission a profile is priced all the same. */
async function askTags(
  arn: string,
  { accountId, region, clients }: AwsPlace,
  signal: AbortSignal | undefined,
): Promise<Record<string, string> | null> {
  const { ListTagsForResourceCommand } = await import('@aws-sdk/client-bedrock');
  const bedrock = await clients.bedrock();
  const command = new ListTagsForResourceCommand({ resourceARN: arn });
  try {
    const { tags = [] } = await askAws(
      { action: 'bedrock:ListTagsForResource', accountId, region },
      () => bedrock.send(command, callOptions(signal)),
    );
    return Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value]));
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    return null;
  }
}

function unresolved(arn: string, why: string): PartialSource {
  return {
    origin: arn,
    reason: 'unresolved-profile',
    message: `Calls through this application inference profile have no price: ${why}`,
  };
}
