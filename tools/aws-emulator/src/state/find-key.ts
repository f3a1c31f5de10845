import type { EmulatorState } from './emulator-state.ts';
import type { Principal } from './principal.ts';

export interface KnownKey {
  secretAccessKey: string;
  /** Null for the keys of a user. */
  sessionToken: string | null;
  expiresAtMs: number;
  principal: Principal;
}

/** The owner of an access key, of a user or of a session; undefined when nobody has it. */
export function findKey(state: EmulatorState, accessKeyId: string): KnownKey | undefined {
  const session = state.temporaryCredentials.get(accessKeyId);
  if (session !== undefined) return session;
  for (const account of state.accounts.values()) {
    const user = account.users.find((candidate) => candidate.accessKeyId === accessKeyId);
    if (user === undefined) continue;
    const { arn, userId } = user;
    const { accountId } = account;
    const principal: Principal = { accountId, arn, userId, denied: () => user.deny };
    const { secretAccessKey } = user;
    return { secretAccessKey, sessionToken: null, expiresAtMs: Infinity, principal };
  }
  return undefined;
}
