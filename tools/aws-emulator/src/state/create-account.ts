import type { AccountConfig, RoleConfig, UserConfig } from './emulator-config.ts';
import type { AccountState, RoleState, UserState } from './emulator-state.ts';
import { generatedId, generatedSecret } from './generated-id.ts';

/** The user that an account without users gets. */
const DEFAULT_USER: UserConfig = { name: 'emulator' };

/** An account with its users and roles; its regions are still empty. */
export function createAccount(config: AccountConfig): AccountState {
  const users = config.users ?? [DEFAULT_USER];
  return {
    accountId: config.accountId,
    users: users.map((user) => createUser(config.accountId, user)),
    roles: (config.roles ?? []).map((role) => createRole(config.accountId, role)),
    regions: new Map(),
    costs: [...(config.costs ?? [])],
    costPageSize: config.costPageSize,
  };
}

function createUser(accountId: string, user: UserConfig): UserState {
  const seed = `${accountId} ${user.name}`;
  return {
    name: user.name,
    arn: `arn:aws:iam::${accountId}:user/${user.name}`,
    userId: generatedId('AIDA', seed, 21),
    accessKeyId: user.accessKeyId ?? generatedId('AKIA', seed, 20),
    secretAccessKey: user.secretAccessKey ?? generatedSecret(seed),
    deny: [...(user.deny ?? [])],
  };
}

function createRole(accountId: string, role: RoleConfig): RoleState {
  return {
    name: role.name,
    arn: `arn:aws:iam::${accountId}:role/${role.name}`,
    roleId: generatedId('AROA', `${accountId} ${role.name}`, 21),
    trustedAccounts: [...role.trustedAccounts],
    externalId: role.externalId ?? null,
    deny: [...(role.deny ?? [])],
  };
}
