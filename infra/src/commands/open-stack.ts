import { CommandError, usageError } from './command-error.ts';
import type { CommandLine } from './command-line.ts';
import { openState } from './open-state.ts';
import type { OpenState } from './open-state.ts';
import { hasStack } from './pulumi/has-stack.ts';
import { openPulumi } from './pulumi/pulumi-program.ts';
import type { PulumiProgram } from './pulumi/pulumi-program.ts';
import { settingsFile } from './pulumi/stack-settings.ts';
import { chooseSecrets } from './state/choose-secrets.ts';
import type { Surroundings } from './surroundings.ts';

/** A stack that exists, ready for Pulumi to work on. */
export interface OpenStack extends OpenState {
  stack: string;
  isNew: boolean;
  /** The passphrase of the secrets is known to these commands alone, not to the user's shell. */
  isPassphraseTyped: boolean;
  pulumi: PulumiProgram;
}

export interface OpenStackOptions {
  surroundings: Surroundings;
  /** Whether a stack that is not there is made, with its place for the state. */
  mayMake: boolean;
  /** Whether it takes the stack's settings, as whatever changes resources does. */
  needsSettings: boolean;
  /** Whether it takes the state's secrets too; a stack that is made always does. */
  needsSecrets: boolean;
}

/** Opens a stack with its secrets; asks for what is missing where somebody can answer. */
export async function openStack(
  commandLine: CommandLine,
  { surroundings, mayMake, needsSettings, needsSecrets }: OpenStackOptions,
): Promise<OpenStack> {
  const { stack, secretsProvider } = commandLine;
  const state = await openState(commandLine, { surroundings, mayMake });
  const { settings, region, backendUrl, environment } = state;
  const isNew = !(await hasStack(await openPulumi(surroundings, environment), stack));
  if (isNew && !mayMake) {
    throw new CommandError(
      `There is no stack ${stack} in this state: name the one that you mean with --stack; \`npx nx pulumi infra stack ls\` lists them.`,
    );
  }
  if (!isNew) refuseSecretsProvider(commandLine);
  // Without its settings Pulumi would take every one of them back to its default.
  if (!isNew && needsSettings && settings === null) throw settingsMissing(stack);

  const secrets =
    isNew || needsSecrets
      ? await chooseSecrets(
          {
            provider: secretsProvider ?? settings?.secretsProvider ?? null,
            backendUrl,
            isNewStack: isNew,
          },
          surroundings,
        )
      : null;
  const pulumi = await openPulumi(surroundings, { ...environment, ...secrets?.added });
  const encryption = secrets === null ? '' : `, secrets by ${secrets.described}`;
  surroundings.say(`Stack     ${stack}${isNew ? ' (new)' : ''}${encryption}`);
  surroundings.say('');
  if (isNew) await makeStack(pulumi, commandLine);
  if (!region.isKept && (isNew || needsSettings)) {
    await pulumi.read(['config', 'set', 'aws:region', region.region, '--stack', stack]);
  }
  const isPassphraseTyped = Object.keys(secrets?.added ?? {}).length > 0;
  return { ...state, stack, isNew, isPassphraseTyped, pulumi };
}

function refuseSecretsProvider({ stack, secretsProvider }: CommandLine): void {
  if (secretsProvider === null) return;
  throw usageError(
    `Stack ${stack} has its secrets provider already: leave --secrets-provider out, or change it with \`npx nx pulumi infra stack change-secrets-provider URL --stack=${stack}\`.`,
  );
}

function settingsMissing(stack: string): CommandError {
  return new CommandError(
    `Stack ${stack} exists, but its settings, infra/${settingsFile(stack)}, are not here: copy that file from where it was deployed last, or take them from the state with \`npx nx pulumi infra config refresh --stack=${stack}\`.`,
  );
}

async function makeStack(
  pulumi: PulumiProgram,
  { stack, secretsProvider }: CommandLine,
): Promise<void> {
  const provider = secretsProvider === null ? [] : ['--secrets-provider', secretsProvider];
  await pulumi.read(['stack', 'init', stack, ...provider]);
}
