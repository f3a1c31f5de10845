import { SpendError } from '@bedrock-spend/core';

/** Secrets of a server, which come from the environment and never from a file of settings. */
export interface ServerSecrets {
  /** The first signs session ids, all are known: a new one is put before the old ones. */
  sessionKeys: { id: string; secret: Uint8Array }[] | undefined;
  pseudonymKey: Uint8Array | undefined;
}

const leastBytes = 32;

/**
 * Reads `BEDROCK_SPEND_SESSION_KEYS` (`id:base64` or several, with commas between them) and
 * `BEDROCK_SPEND_PSEUDONYM_KEY` (base64).
 *
 * @throws SpendError `INVALID_CONFIG`, never with a word of what the secret was.
 */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): ServerSecrets {
  const sessionKeys = env['BEDROCK_SPEND_SESSION_KEYS'];
  const pseudonymKey = env['BEDROCK_SPEND_PSEUDONYM_KEY'];
  return {
    sessionKeys: given(sessionKeys) ? sessionKeys.split(',').map(sessionKeyOf) : undefined,
    pseudonymKey: given(pseudonymKey)
      ? secretOf(pseudonymKey, 'BEDROCK_SPEND_PSEUDONYM_KEY')
      : undefined,
  };
}

function sessionKeyOf(text: string): { id: string; secret: Uint8Array } {
  const [, id, secret] = /^([\w-]{1,32}):(.+)$/.exec(text.trim()) ?? [];
  if (id === undefined || secret === undefined) {
    throw new SpendError(
      'INVALID_CONFIG',
      'BEDROCK_SPEND_SESSION_KEYS must be ID:BASE64, or several of them with commas between.',
    );
  }
  return { id, secret: secretOf(secret, 'BEDROCK_SPEND_SESSION_KEYS') };
}

function secretOf(text: string, variable: string): Uint8Array {
  const secret = Buffer.from(text, 'base64');
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text.trim());
  if (!isBase64 || secret.byteLength < leastBytes) {
    throw new SpendError(
      'INVALID_CONFIG',
      `${variable} must hold at least ${leastBytes} random bytes as base64, as \`openssl rand -base64 32\` prints them.`,
    );
  }
  return secret;
}

function given(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
