import type { CommandLine } from './command-line.ts';
import { chooseRegion } from './checks/choose-region.ts';
import type { ChosenRegion } from './checks/choose-region.ts';
import { identifyCaller } from './checks/identify-caller.ts';
import type { Caller } from './checks/identify-caller.ts';
import { readStackSettings } from './pulumi/stack-settings.ts';
import type { StackSettings } from './pulumi/stack-settings.ts';
import { chooseBackend } from './state/choose-backend.ts';
import { openStateBucket } from './state/open-state-bucket.ts';
import { stateBucketOf, stateUrl } from './state/state-bucket.ts';
import type { Surroundings } from './surroundings.ts';

/** Whose account, which region, and where the state of the stacks is. */
export interface OpenState {
  settings: StackSettings | null;
  region: ChosenRegion;
  caller: Caller;
  /** As `PULUMI_BACKEND_URL` has it. */
  backendUrl: string;
  /** The bucket of the state, when it is one that was made here. */
  stateBucket: string | null;
  /** What Pulumi's environment needs for all of this. */
  environment: Readonly<Record<string, string>>;
}

/** Finds the state, or makes a place for it after asking; says on the way what it found. */
export async function openState(
  { stack, isAgreed }: Pick<CommandLine, 'stack' | 'isAgreed'>,
  { surroundings, mayMake }: { surroundings: Surroundings; mayMake: boolean },
): Promise<OpenState> {
  const { infraFolder, say } = surroundings;
  const settings = readStackSettings(infraFolder, stack);
  const profile = settings?.profile ?? null;
  const region = await chooseRegion(settings, surroundings);
  const caller = await identifyCaller({ region: region.region, profile });
  say(`Account   ${caller.accountId}, as ${caller.arn}`);
  say(`Region    ${region.region} (${region.from})`);

  const chosen = chooseBackend(surroundings);
  const bucket = chosen === null ? stateBucketOf(caller, region.region) : null;
  const backendUrl = chosen?.url ?? (bucket === null ? '' : stateUrl(bucket));
  say(`State     ${withoutCredentials(backendUrl)}${chosen === null ? '' : ` (${chosen.from})`}`);
  if (bucket !== null) {
    const whenMissing = isAgreed ? 'agreed' : 'ask';
    const making = mayMake ? whenMissing : 'refuse';
    await openStateBucket({ bucket, profile, making }, surroundings);
  }
  return {
    settings,
    region,
    caller,
    backendUrl,
    stateBucket: bucket?.name ?? null,
    environment: {
      PULUMI_BACKEND_URL: backendUrl,
      AWS_REGION: region.region,
      ...(profile !== null && { AWS_PROFILE: profile }),
    },
  };
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@]+@/, '//');
}
