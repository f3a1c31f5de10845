import type { FunctionError } from './lambda-function.ts';

/** The function failed after it had begun to respond: what it wrote before that has been delivered. */
export class ResponseCutError extends Error {
  readonly functionError: FunctionError;

  constructor(functionError: FunctionError) {
    super(`${functionError.errorType}: ${functionError.errorMessage}`);
    this.name = 'ResponseCutError';
    this.functionError = functionError;
  }
}
