import { existsSync } from 'node:fs';

import { CommandError, usageError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** How the secrets of a stack are encrypted in its state. */
export interface ChosenSecrets {
  /** For the header: what encrypts. */
  described: string;
  /** What Pulumi's environment needs besides. */
  added: Readonly<Record<string, string>>;
}

export interface StackSecrets {
  /** `awskms://…`, `passphrase`, … of the settings or the command line; null for the usual one. */
  provider: string | null;
  backendUrl: string;
  isNewStack: boolean;
}

/** Throws, or asks at a terminal, when a passphrase is needed and none is there. */
export async function chooseSecrets(
  { provider, backendUrl, isNewStack }: StackSecrets,
  { env, questions, say, complain }: Pick<Surroundings, 'env' | 'questions' | 'say' | 'complain'>,
): Promise<ChosenSecrets> {
  if (provider !== null && /^[a-z]+:\/\//.test(provider)) {
    return { described: provider, added: {} };
  }
  const isPassphrase = provider === 'passphrase' || !/^https?:/.test(backendUrl);
  if (!isPassphrase) return { described: 'Pulumi Cloud', added: {} };
  const file = env['PULUMI_CONFIG_PASSPHRASE_FILE'];
  const given = env['PULUMI_CONFIG_PASSPHRASE'];
  if (given === undefined && file) {
    if (existsSync(file)) return { described: 'passphrase of a file', added: {} };
    throw new CommandError(
      `There is no file ${file} with the passphrase: mend PULUMI_CONFIG_PASSPHRASE_FILE.`,
    );
  }
  if (given !== undefined) {
    if (given === '') {
      complain('PULUMI_CONFIG_PASSPHRASE is empty: whoever reads the state can read the API key.');
    }
    return { described: 'passphrase', added: {} };
  }
  if (questions === null) {
    throw usageError(
      'Pulumi encrypts the secrets in its state: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE, or make the stack with a KMS key, --secrets-provider=awskms://alias/NAME?region=REGION.',
    );
  }
  if (isNewStack) {
    say(
      'A passphrase encrypts the API key in the state; every later deployment asks for it again.',
    );
  }
  const passphrase = await questions.secret(
    isNewStack
      ? 'New passphrase for the secrets in the state'
      : 'Passphrase of the secrets in the state',
  );
  if (passphrase === '') throw usageError('The passphrase must not be empty.');
  if (isNewStack && passphrase !== (await questions.secret('The same passphrase again'))) {
    throw usageError('The two passphrases differ: nothing was made.');
  }
  return { described: 'passphrase', added: { PULUMI_CONFIG_PASSPHRASE: passphrase } };
}
