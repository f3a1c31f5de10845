import type { HttpEvent } from './http-event.ts';

/** Nobody's: what is not addressed to a name of the front's own is checked by its Host header. */
const nowhere = 'lambda.invalid';

/**
 * The request that an event tells of, as a server of HTTP would have read it.
 *
 * @param signal aborts when nobody waits for the answer any more.
 * @throws TypeError for what cannot be one, such as a header with a line break.
 */
export function eventRequest(event: HttpEvent, signal: AbortSignal): Request {
  const { method, headers, path, query, body } = event;
  const { domainName = '' } = event;
  const url = `https://${/^[\w.-]+$/.test(domainName) ? domainName : nowhere}${path}`;
  const hasBody = body !== null && body !== '' && !/^(get|head)$/i.test(method);
  return new Request(query === '' ? url : `${url}?${query}`, {
    method,
    headers,
    signal,
    // Bytes: a text would get a Content-Type that nobody sent.
    ...(hasBody && { body: Buffer.from(body, event.isBase64Encoded ? 'base64' : 'utf8') }),
  });
}
