import type { InferenceProfileConfig } from '../../state/emulator-config.ts';
import type { ServiceCall } from '../service.ts';

/** A profile as ListInferenceProfiles and GetInferenceProfile give it: both without tags. */
export type InferenceProfileAnswer = Omit<InferenceProfileConfig, 'tags'>;

export function profilesOf(call: ServiceCall): readonly InferenceProfileConfig[] {
  const account = call.state.accounts.get(call.accountId);
  return account?.regions.get(call.region)?.inferenceProfiles ?? [];
}

export function profileAnswer(profile: InferenceProfileConfig): InferenceProfileAnswer {
  const { tags: _, ...answer } = profile;
  return { status: 'ACTIVE', ...answer };
}
