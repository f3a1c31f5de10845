import { SpendError } from '../errors.ts';

/**
 * What kind of error AWS, the SDK or Node gave: `ThrottlingException`, `CredentialsProviderError`,
 * `ENOTFOUND`. Empty for what is none. Sees through a `SpendError` that was made of one.
 */
export function awsErrorName(error: unknown): string {
  if (SpendError.isInstance(error)) return awsErrorName(error.cause);
  if (!(error instanceof Error)) return '';
  if (isServiceError(error) || sdkErrors.has(error.name)) return error.name;
  // The SDK could not read the answer, and has noted that there was one.
  if (error instanceof SyntaxError && httpStatus(error) !== null) return 'UnreadableAnswer';
  return networkCode(error) || (error.name === 'AbortError' ? error.name : '');
}

/** Status of the answer that the error came with; `null` where there was none. */
export function httpStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('$metadata' in error)) return null;
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  return httpStatusCode ?? null;
}

// Errors that are no answers of AWS; https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
const sdkErrors: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'ProviderError',
  'TokenProviderError',
  'TimeoutError',
  'RequestTimeout',
]);

function isServiceError(error: Error): boolean {
  return '$fault' in error;
}

/** Node's code for what went wrong below HTTP; several addresses of a host give several errors. */
function networkCode(error: Error): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error.cause;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return inner instanceof Error && inner !== error ? networkCode(inner) : '';
}
