import { createAccount } from './state/create-account.ts';
import type { EmulatorConfig } from './state/emulator-config.ts';

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Keys of the first user of an account, or of the one named; the same in every process. */
export function credentialsOf(
  config: EmulatorConfig,
  { accountId, userName }: { accountId: string; userName?: string | undefined },
): AccessKey {
  const account = config.accounts.find((candidate) => candidate.accountId === accountId);
  const users = account === undefined ? [] : createAccount(account).users;
  const user = users.find(({ name }) => name === (userName ?? name));
  if (user === undefined) {
    throw new Error(`The emulator has no user ${userName ?? ''} in account ${accountId}.`);
  }
  return { accessKeyId: user.accessKeyId, secretAccessKey: user.secretAccessKey };
}
