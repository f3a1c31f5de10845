import { ownError, type ReportedError } from '../runtime-api/reported-error.ts';

/**
 * Largest event and largest buffered response: 6 MB and what Lambda adds for its own wrapping.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const maxBufferedBytes = 6_291_556;

/** Largest streamed response: 200 MB, as the same page says. */
export const maxStreamedBytes = 200 * 1024 * 1024;

/** The failure of a function whose response is larger than Lambda takes. */
export function tooLarge(maxBytes: number): ReportedError {
  return ownError({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${maxBytes} bytes).`,
  });
}
