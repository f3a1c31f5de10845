import { SpendError } from '@bedrock-spend/core';

/** Where AWS keeps the secrets of a server. */
export interface StoredPlace {
  kind: 'secret' | 'parameter';
  arn: string;
  region: string;
}

const patterns = {
  secret: /^arn:aws[\w-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:[^:\s]+$/,
  parameter: /^arn:aws[\w-]*:ssm:([a-z0-9-]+):\d{12}:parameter\/\S+$/,
} as const;

/**
 * Reads the ARN of a secret of Secrets Manager or a parameter of Systems Manager.
 *
 * @throws SpendError `INVALID_CONFIG` where it is neither; the text is not repeated, as somebody may have
 *   put the secret itself there.
 */
export function storedPlace(text: string): StoredPlace {
  const arn = text.trim();
  for (const kind of ['secret', 'parameter'] as const) {
    const region = patterns[kind].exec(arn)?.[1];
    if (region !== undefined) return { kind, arn, region };
  }
  throw new SpendError(
    'INVALID_CONFIG',
    'BEDROCK_SPEND_SECRETS must be the ARN of a secret (arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME) or of a parameter (arn:aws:ssm:REGION:ACCOUNT:parameter/NAME).',
  );
}
