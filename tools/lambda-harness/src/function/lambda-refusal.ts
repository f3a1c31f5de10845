/**
 * Lambda refused a call; no instance has seen it.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export class LambdaRefusal extends Error {
  readonly code: 'TooManyRequestsException' | 'RequestTooLargeException' | 'ServiceException';
  /** Status of the answer of Lambda's API. */
  readonly status: number;

  constructor(code: LambdaRefusal['code'], message: string) {
    super(message);
    this.name = 'LambdaRefusal';
    this.code = code;
    this.status = statuses[code];
  }
}

const statuses = {
  TooManyRequestsException: 429,
  RequestTooLargeException: 413,
  ServiceException: 500,
} as const;
