import { AwsError } from './aws-error.ts';

/** The body of a REST call as an object; an empty one has no members. */
export function parseJsonBody(body: string): Record<string, unknown> {
  if (body === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Refused below, as JSON that is no object is.
  }
  throw new AwsError('SerializationException', 'The body of the request is not a JSON object.');
}
