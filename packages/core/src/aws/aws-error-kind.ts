import { awsErrorName, httpStatus } from './aws-error-name.ts';

export type AwsErrorKind =
  | 'no-credentials'
  | 'expired'
  | 'unknown-key'
  | 'wrong-signature'
  | 'denied'
  | 'throttled'
  | 'not-found'
  | 'malformed-query'
  | 'no-host'
  | 'certificate'
  | 'network'
  | 'outage'
  | 'foreign-answer'
  | 'cancelled'
  | 'other';

/**
 * Names that AWS's services and the SDK give to the same things.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const kinds: ReadonlyMap<string, AwsErrorKind> = new Map(
  (
    [
      ['no-credentials', 'CredentialsProviderError ProviderError TokenProviderError'],
      ['no-credentials', 'MissingAuthenticationToken MissingAuthenticationTokenException'],
      ['expired', 'ExpiredToken ExpiredTokenException RequestExpired'],
      ['unknown-key', 'UnrecognizedClientException InvalidClientTokenId InvalidAccessKeyId'],
      ['unknown-key', 'AuthFailure OptInRequired'],
      ['wrong-signature', 'InvalidSignatureException SignatureDoesNotMatch RequestInTheFuture'],
      ['wrong-signature', 'RequestTimeTooSkewed IncompleteSignature IncompleteSignatureException'],
      ['denied', 'AccessDenied AccessDeniedException UnauthorizedOperation NotAuthorized'],
      ['throttled', 'Throttling ThrottlingException ThrottledException RequestThrottled'],
      ['throttled', 'RequestThrottledException TooManyRequestsException RequestLimitExceeded'],
      ['throttled', 'LimitExceededException SlowDown'],
      ['not-found', 'ResourceNotFoundException'],
      ['malformed-query', 'MalformedQueryException'],
      ['no-host', 'ENOTFOUND EAI_AGAIN'],
      ['certificate', 'SELF_SIGNED_CERT_IN_CHAIN DEPTH_ZERO_SELF_SIGNED_CERT CERT_HAS_EXPIRED'],
      ['certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
      ['certificate', 'UNABLE_TO_GET_ISSUER_CERT ERR_TLS_CERT_ALTNAME_INVALID'],
      ['network', 'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH'],
      ['network', 'TimeoutError RequestTimeout RequestTimeoutException EPROTO ERR_SOCKET_CLOSED'],
      ['outage', 'InternalFailure InternalServerException InternalServerError'],
      ['outage', 'ServiceUnavailable ServiceUnavailableException ServiceException'],
      // The SDK's name for an answer without any.
      ['foreign-answer', 'Unknown UnreadableAnswer'],
      ['cancelled', 'AbortError'],
    ] as const
  ).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind] as const)),
);

/** What an error means for the caller; `null` for what comes neither from AWS nor from the network. */
export function awsErrorKind(error: unknown): AwsErrorKind | null {
  const name = awsErrorName(error);
  if (name === '') return null;
  const known = kinds.get(name);
  if (known === 'no-credentials' && isExpiredLogin(error)) return 'expired';
  if (known !== undefined && known !== 'foreign-answer') return known;
  const status = httpStatus(error);
  if (status === 429) return 'throttled';
  if (status !== null && status >= 500) return 'outage';
  return known ?? 'other';
}

/** The SDK says only in words that somebody has to log in again. */
function isExpiredLogin(error: unknown): boolean {
  return error instanceof Error && /\bexpired\b|\baws sso login\b/i.test(error.message);
}
