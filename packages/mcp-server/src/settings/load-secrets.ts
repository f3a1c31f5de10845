import { secretsOf, type ServerSecrets } from './secrets-of.ts';

const variables = {
  sessionKeys: 'BEDROCK_SPEND_SESSION_KEYS',
  pseudonymKey: 'BEDROCK_SPEND_PSEUDONYM_KEY',
} as const;

/**
 * Reads the secrets of a server: `BEDROCK_SPEND_SESSION_KEYS` (`id:base64` or several, with commas
 * between them) and `BEDROCK_SPEND_PSEUDONYM_KEY` (base64), and for what they do not give, what AWS keeps
 * at the ARN in `BEDROCK_SPEND_SECRETS`.
 *
 * @throws SpendError with one sentence, never with a word of what the secret was.
 */
export async function loadSecrets(
  env: Readonly<Record<string, string | undefined>>,
): Promise<ServerSecrets> {
  const given = secretsOf({
    sessionKeys: env[variables.sessionKeys],
    pseudonymKey: env[variables.pseudonymKey],
    nameOf: (key) => variables[key],
  });
  const arn = env['BEDROCK_SPEND_SECRETS'] ?? '';
  const isComplete = given.sessionKeys !== undefined && given.pseudonymKey !== undefined;
  if (arn === '' || isComplete) return given;
  const { storedSecrets } = await import('./stored/stored-secrets.ts');
  const stored = await storedSecrets(arn);
  return {
    sessionKeys: given.sessionKeys ?? stored.sessionKeys,
    pseudonymKey: given.pseudonymKey ?? stored.pseudonymKey,
  };
}
