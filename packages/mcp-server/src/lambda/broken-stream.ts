import { readIncoming } from '../sessions/incoming.ts';
import type { HttpError } from '../http/json-rpc-error.ts';

/**
 * What ends a stream of events that will not be completed: an error for each request of the message that
 * it answers, so that its client need not wait until its patience is over. One that has been answered
 * already has no use for it.
 *
 * @param message body of the request.
 */
export function lastEvents(message: string, { code, message: sentence }: HttpError): string {
  return requestIdsIn(message)
    .map((id) => JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: sentence } }))
    .map((error) => `event: message\ndata: ${error}\n\n`)
    .join('');
}

function requestIdsIn(text: string): (string | number)[] {
  try {
    return readIncoming(JSON.parse(text))?.requests.map(({ id }) => id) ?? [];
  } catch {
    return [];
  }
}
