export interface AwsErrorOptions {
  /** HTTP status; 400 where nothing else is said. */
  status?: number;
  /** Further members of the error's body, such as `queryCompileError`. */
  fields?: Record<string, unknown>;
}

/** An answer of AWS that says no; the front gives it the shape that the service's protocol wants. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Record<string, unknown>;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}
