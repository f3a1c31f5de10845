import { SpendError } from '../errors.ts';

/** The error for a query that cannot be answered; `message` is one sentence that says what to do. */
export function invalidQuery(message: string): SpendError {
  return new SpendError('INVALID_QUERY', message);
}

/** What the caller wrote, as it is shown in a message: quoted, and with control characters escaped. */
export function quoted(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
