import { SpendError } from '@bedrock-spend/core';

/** Secrets of a server, which never come from a file of settings. */
export interface ServerSecrets {
  /** The first signs session ids, all are known: a new one is put before the old ones. */
  sessionKeys: { id: string; secret: Uint8Array }[] | undefined;
  pseudonymKey: Uint8Array | undefined;
}

/** The same as texts, and what each is called where it is wrong. */
export interface SecretTexts {
  /** `id:base64`, or several with commas between them; none where empty. */
  sessionKeys: string | undefined;
  /** Base64; none where empty. */
  pseudonymKey: string | undefined;
  nameOf: (key: 'sessionKeys' | 'pseudonymKey') => string;
}

const leastBytes = 32;

/**
 * Reads the texts of secrets.
 *
 * @throws SpendError `INVALID_CONFIG`, never with a word of what the secret was.
 */
export function secretsOf({ sessionKeys, pseudonymKey, nameOf }: SecretTexts): ServerSecrets {
  return {
    sessionKeys: isGiven(sessionKeys)
      ? sessionKeys.split(',').map((text) => sessionKeyOf(text, nameOf('sessionKeys')))
      : undefined,
    pseudonymKey: isGiven(pseudonymKey)
      ? secretOf(pseudonymKey, nameOf('pseudonymKey'))
      : undefined,
  };
}

function sessionKeyOf(text: string, name: string): { id: string; secret: Uint8Array } {
  const [, id, secret] = /^([\w-]{1,32}):(.+)$/.exec(text.trim()) ?? [];
  if (id === undefined || secret === undefined) {
    throw new SpendError(
      'INVALID_CONFIG',
      `${name} must be ID:BASE64, or several of them with commas between.`,
    );
  }
  return { id, secret: secretOf(secret, name) };
}

function secretOf(text: string, name: string): Uint8Array {
  const secret = Buffer.from(text, 'base64');
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text.trim());
  if (!isBase64 || secret.byteLength < leastBytes) {
    throw new SpendError(
      'INVALID_CONFIG',
      `${name} must hold at least ${leastBytes} random bytes as base64, as \`openssl rand -base64 32\` prints them.`,
    );
  }
  return secret;
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
