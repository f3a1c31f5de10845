import { randomUUID } from 'node:crypto';

/** The header that a request's id comes in, and goes back in. */
export const requestIdHeader = 'x-request-id';

const sane = /^[\w.:;=+/@-]{1,128}$/;

/**
 * The id by which a request is found in the logs of whatever it came through: what a proxy or API
 * Gateway calls it, or else a new one. What looks like anything but an id is not taken over.
 */
export function requestIdOf({ headers }: Request): string {
  for (const name of [requestIdHeader, 'x-amzn-trace-id']) {
    const id = headers.get(name);
    if (id !== null && sane.test(id)) return id;
  }
  return randomUUID();
}
