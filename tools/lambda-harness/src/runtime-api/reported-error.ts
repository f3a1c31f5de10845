import type { FunctionError } from '../function/lambda-function.ts';

/** A failure as the runtime client reported it. */
export interface ReportedError {
  error: FunctionError;
  /** Its JSON as it came, which is what a caller gets. */
  json: string;
}

/** Reads the body of an error report; one that is no JSON becomes an error of an unknown type. */
export function reportedError(body: Buffer): ReportedError {
  const json = body.toString('utf8');
  try {
    const { errorType, errorMessage, trace } = JSON.parse(json) as Partial<FunctionError>;
    const error = {
      errorType: errorType ?? 'Runtime.Unknown',
      errorMessage: errorMessage ?? '',
      ...(trace !== undefined && { trace }),
    };
    return { error, json };
  } catch {
    return ownError({ errorType: 'Runtime.Unknown', errorMessage: json });
  }
}

/** A failure that Lambda itself states. */
export function ownError(error: FunctionError): ReportedError {
  return { error, json: JSON.stringify(error) };
}
