import { randomBytes } from 'node:crypto';

import type { RoleState, TemporaryCredentials } from '../../state/emulator-state.ts';

const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Credentials of a session of a role. What the role is refused holds for its sessions at once. */
export function createTemporaryCredentials(
  role: RoleState,
  session: { sessionName: string; expiresAtMs: number },
): TemporaryCredentials {
  const accountId = role.arn.split(':')[4] ?? '';
  return {
    accessKeyId: `ASIA${randomKey(16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: randomBytes(240).toString('base64'),
    expiresAtMs: session.expiresAtMs,
    principal: {
      accountId,
      // The name without the path that a role's own ARN may have.
      arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${session.sessionName}`,
      userId: `${role.roleId}:${session.sessionName}`,
      denied: () => role.deny,
    },
  };
}

function randomKey(length: number): string {
  return Array.from(randomBytes(length), (byte) => keyAlphabet[byte % keyAlphabet.length]).join('');
}
