import type { ProfileLookup } from '../../aws/inference-profiles.ts';
import type { LogBatch } from '../../model/log-batch.ts';
import type { ModelId } from '../../model/model-id.ts';
import { countsOfGroup, countsOfInvocation } from './resolved-counts.ts';
import type { LogSource } from '../log-source.ts';

/**
 * The source with the models behind application inference profiles: their price, their name and
 * what they make. The id stays as it was called.
 */
export function resolveProfiles(
  source: LogSource,
  find: (arn: string) => Promise<ProfileLookup>,
): LogSource {
  return {
    ...source,
    get name() {
      return source.name;
    },
    async *read(request) {
      const known = new Map<string, ModelId>();
      for await (const batch of source.read(request)) {
        const lookups = await Promise.all(newProfiles(batch, known).map(lookUp));
        for (const { model, facts } of lookups) {
          known.set(model.id, facts === null ? model : { ...model, ...facts });
        }
        yield known.size === 0 ? batch : resolved(batch, known, lookups);
      }
    },
  };

  async function lookUp(model: ModelId) {
    return { model, ...(await find(model.id)) };
  }
}

function newProfiles(
  { invocations, groups }: LogBatch,
  known: ReadonlyMap<string, ModelId>,
): ModelId[] {
  const found = new Map<string, ModelId>();
  for (const calls of [invocations, groups]) {
    for (const { model } of calls) {
      if (model.kind === 'application-inference-profile' && !known.has(model.id)) {
        found.set(model.id, model);
      }
    }
  }
  return [...found.values()];
}

function resolved(
  batch: LogBatch,
  known: ReadonlyMap<string, ModelId>,
  lookups: readonly ProfileLookup[],
): LogBatch {
  return {
    ...batch,
    invocations: batch.invocations.map((invocation) => {
      const model = known.get(invocation.model.id);
      if (model === undefined) return invocation;
      return { ...invocation, model, ...countsOfInvocation(invocation, model.modality) };
    }),
    groups: batch.groups.map((group) => {
      const model = known.get(group.model.id);
      if (model === undefined) return group;
      return { ...group, model, ...countsOfGroup(group, model.modality) };
    }),
    missing: [...batch.missing, ...lookups.flatMap(({ missing }) => missing)],
    inferenceProfiles: [
      ...(batch.inferenceProfiles ?? []),
      ...lookups.flatMap(({ profile }) => profile ?? []),
    ],
  };
}
