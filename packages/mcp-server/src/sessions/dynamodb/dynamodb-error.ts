import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SpendError, type SpendErrorCode } from '@bedrock-spend/core';

export interface DynamodbCall {
  /** Such as `GetItem`. */
  operation: string;
  tableName: string;
  client: DynamoDBClient;
}

type Translation = readonly [code: SpendErrorCode, sentence: (words: Words) => string];

interface Words {
  /** `table NAME in us-east-1`. */
  table: string;
  action: string;
  /** Name of the error; AWS's own text may name accounts and roles. */
  error: string;
}

/**
 * Makes of what DynamoDB, the SDK or the network said one sentence that says what to do.
 *
 * @throws the error itself where it comes from none of them, but is a bug.
 */
export async function dynamodbError(error: unknown, call: DynamodbCall): Promise<unknown> {
  if (!(error instanceof Error)) return error;
  const region = await regionOf(call.client);
  if (region === null) return new SpendError('INVALID_CONFIG', noRegion, { cause: error });
  const name = nameOf(error);
  const translation = translations.find(([pattern]) => pattern.test(name))?.[1];
  if (translation === undefined && !isFromAws(error)) return error;
  const [code, sentence] = translation ?? refused;
  const words = {
    table: `table ${call.tableName} in ${region}`,
    action: `dynamodb:${call.operation}`,
    error: name,
  };
  return new SpendError(code, sentence(words), { cause: error });
}

const noRegion =
  'The region of the DynamoDB table for sessions is not known: set AWS_REGION, or give the region of the table.';

const refused: Translation = [
  'SOURCE_UNREADABLE',
  ({ table, action, error }) =>
    `DynamoDB refused ${action} on the ${table} (${error}): check the table for sessions.`,
];

const translations: readonly (readonly [RegExp, Translation])[] = [
  [
    /^(CredentialsProviderError|ProviderError|TokenProviderError|MissingAuthenticationToken)/,
    [
      'NO_CREDENTIALS',
      ({ table }) =>
        `No AWS credentials were found for the DynamoDB ${table}: give the server a role, name a profile in AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    ],
  ],
  [
    /^(ExpiredToken|RequestExpired|UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature)/,
    [
      'NO_CREDENTIALS',
      ({ table, error }) =>
        `AWS does not accept the credentials for the DynamoDB ${table} (${error}): renew them, and check the clock of this computer.`,
    ],
  ],
  [
    /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/,
    [
      'ACCESS_DENIED',
      ({ table, action }) =>
        `The credentials may not use the DynamoDB ${table}: allow ${action} on it, besides the other four of dynamodb:GetItem, PutItem, UpdateItem, DeleteItem and Query.`,
    ],
  ],
  [
    /^(ResourceNotFound|TableNotFound)/,
    [
      'SOURCE_NOT_FOUND',
      ({ table }) =>
        `There is no DynamoDB ${table}, or it is still being made: check the name and the region, or create it with the keys pk and sk.`,
    ],
  ],
  [
    /^OtherKeys/,
    [
      'INVALID_CONFIG',
      ({ table }) =>
        `The DynamoDB ${table} has other keys than sessions need: create one with the partition key pk and the sort key sk, both of type String.`,
    ],
  ],
  [
    /^(Throttling|ProvisionedThroughputExceeded|RequestLimitExceeded|TooManyRequests)/,
    [
      'THROTTLED',
      ({ table }) =>
        `DynamoDB throttles the ${table}: switch it to on-demand capacity, or raise what is provisioned.`,
    ],
  ],
  [
    /^(E[A-Z_]+|TimeoutError|RequestTimeout|UND_ERR.*)$/,
    [
      'SOURCE_UNREADABLE',
      ({ table, error }) =>
        `DynamoDB could not be reached for the ${table} (${error}): check the network, and AWS_ENDPOINT_URL where it is set.`,
    ],
  ],
];

function nameOf(error: Error): string {
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  // `The provided key element does not match the schema`, `Missing the key pk in the item`
  if (error.name === 'ValidationException' && /\bkey\b/.test(error.message)) return 'OtherKeys';
  if (isFromAws(error) || !(inner instanceof Error)) return error.name;
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.name;
}

function isFromAws(error: Error): boolean {
  return '$fault' in error;
}

/** The SDK throws where nobody names one. */
async function regionOf(client: DynamoDBClient): Promise<string | null> {
  try {
    return await client.config.region();
  } catch {
    return null;
  }
}
