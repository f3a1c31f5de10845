/**
 * What went wrong, as a stable word to branch on. The message of the error is a sentence for people
 * and says what to do.
 *
 * @example
 * const code: SpendErrorCode = 'INVALID_QUERY';
 */
export type SpendErrorCode =
  | 'INVALID_QUERY'
  | 'INVALID_PRICES'
  | 'INVALID_CONFIG'
  | 'SOURCE_NOT_FOUND'
  | 'SOURCE_EMPTY'
  | 'SOURCE_UNREADABLE'
  | 'NO_CREDENTIALS'
  | 'ACCESS_DENIED'
  | 'THROTTLED'
  | 'QUERY_FAILED'
  | 'PORT_UNAVAILABLE'
  | 'CANCELLED';

const marker = Symbol.for('bedrock-spend.SpendError');

/**
 * A run that failed for a reason the caller can do something about. Bad records are not errors:
 * they are counted in the report as rejections. A bug stays a plain `Error`.
 *
 * @example
 * try {
 *   await createReport(source, { days: 0 });
 * } catch (error) {
 *   if (SpendError.isInstance(error) && error.code === 'INVALID_QUERY') console.error(error.message);
 * }
 */
export class SpendError extends Error {
  override readonly name = 'SpendError';
  readonly code: SpendErrorCode;
  /** Present on every copy of this class, so that two installed copies of the library agree. */
  readonly [marker] = true;

  constructor(code: SpendErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }

  /** True for a `SpendError` of this or of any other installed copy of the library. */
  static isInstance(value: unknown): value is SpendError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
