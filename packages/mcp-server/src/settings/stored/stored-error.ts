import { SpendError, type SpendErrorCode } from '@bedrock-spend/core';

import type { StoredPlace } from './stored-place.ts';

export interface StoredFailure {
  place: StoredPlace;
  /** The time for all attempts was over. */
  isLate: boolean;
  totalMs: number;
}

/** Of the name of an error and AWS's own text, which alone tells some of them apart. */
interface Words {
  /** `secret ARN` or `parameter ARN`. */
  place: string;
  action: string;
  error: string;
}

type Translation = readonly [code: SpendErrorCode, sentence: (words: Words) => string];

/**
 * Makes of what AWS, the SDK or the network said one sentence that says what to do; AWS's own text may name
 * roles, and is not in it.
 */
export function storedError(error: unknown, { place, isLate, totalMs }: StoredFailure): unknown {
  if (!(error instanceof Error) || SpendError.isInstance(error)) return error;
  const words: Words = {
    place: `${place.kind} ${place.arn}`,
    action: place.kind === 'secret' ? 'secretsmanager:GetSecretValue' : 'ssm:GetParameter',
    error: nameOf(error),
  };
  if (isLate) {
    const sentence = `The ${words.place} was not to be had within ${totalMs / 1000} seconds: check the network of the server, and that an endpoint of a VPC lets it through.`;
    return new SpendError('SOURCE_UNREADABLE', sentence, { cause: error });
  }
  const told = `${words.error}: ${error.message}`;
  const translation = translations.find(([pattern]) => pattern.test(told))?.[1];
  if (translation === undefined && !('$fault' in error)) return error;
  const [code, sentence] = translation ?? refused;
  return new SpendError(code, sentence(words), { cause: error });
}

const refused: Translation = [
  'SOURCE_UNREADABLE',
  ({ place, action, error }) => `AWS refused ${action} of the ${place} (${error}).`,
];

const translations: readonly (readonly [RegExp, Translation])[] = [
  [
    /^(CredentialsProviderError|ProviderError|TokenProviderError|MissingAuthenticationToken)/,
    [
      'NO_CREDENTIALS',
      ({ place }) =>
        `No AWS credentials were found to read the ${place}: give the server a role, name a profile in AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    ],
  ],
  [
    /^(ExpiredToken|RequestExpired|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature)/,
    [
      'NO_CREDENTIALS',
      ({ place, error }) =>
        `AWS does not accept the credentials to read the ${place} (${error}): renew them, and check the clock of this computer.`,
    ],
  ],
  [
    /^AccessDenied\w*: .*(kms:|\bKMS\b)/s,
    [
      'ACCESS_DENIED',
      ({ place }) =>
        `The credentials may not decrypt the ${place}: allow kms:Decrypt on the key that encrypts it.`,
    ],
  ],
  [
    /^AccessDenied/,
    [
      'ACCESS_DENIED',
      ({ place, action }) => `The credentials may not read the ${place}: allow ${action} on it.`,
    ],
  ],
  [
    /^ResourceNotFound.*staging label/s,
    ['SOURCE_NOT_FOUND', ({ place }) => `The ${place} has no value yet: put one into it.`],
  ],
  [
    /^(ResourceNotFound|Parameter(Version)?NotFound)/,
    [
      'SOURCE_NOT_FOUND',
      ({ place }) =>
        `There is no ${place}: check BEDROCK_SPEND_SECRETS, its region and account too.`,
    ],
  ],
  [
    /^InvalidRequest.*deletion/s,
    [
      'SOURCE_NOT_FOUND',
      ({ place }) => `The ${place} is marked for deletion: restore it, or name another.`,
    ],
  ],
  [
    /^(DecryptionFailure|InvalidKeyId)/,
    [
      'SOURCE_UNREADABLE',
      ({ place }) =>
        `The ${place} cannot be decrypted: check that its key is enabled and not marked for deletion.`,
    ],
  ],
  [
    /^(Throttling|RequestLimitExceeded|TooManyRequests)/,
    ['THROTTLED', ({ place }) => `AWS throttles reading of the ${place}: start again later.`],
  ],
  [
    /^(E[A-Z_]+|TimeoutError|RequestTimeout|UND_ERR\w*):/,
    [
      'SOURCE_UNREADABLE',
      ({ place, error }) =>
        `AWS could not be reached for the ${place} (${error}): check the network, and AWS_ENDPOINT_URL where it is set.`,
    ],
  ],
];

function nameOf(error: Error): string {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if ('$fault' in error || !(inner instanceof Error)) return error.name;
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.name;
}
