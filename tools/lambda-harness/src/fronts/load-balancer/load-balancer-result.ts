import type { Answer } from '../answer.ts';
import { plainObject, proxyHead } from '../proxy-head.ts';
import { endToEndHeaders, withoutLength } from '../response-headers.ts';

/** Of the JSON, not of the body in it. */
const maxResultBytes = 1024 * 1024;

/**
 * Reads the result of a function; null when it is larger than 1 MB or no response. Where multiple
 * values are enabled, only `multiValueHeaders` count, and only `headers` where they are not.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer
 */
export function loadBalancerResult(payload: Buffer, hasMultiValueHeaders: boolean): Answer | null {
  if (payload.length > maxResultBytes) return null;
  const result = parsed(payload);
  if (result?.['statusCode'] === undefined) return null;
  const unread = hasMultiValueHeaders ? 'headers' : 'multiValueHeaders';
  const head = proxyHead({ ...result, [unread]: undefined, cookies: undefined });
  const { body = '', isBase64Encoded = false } = result;
  if (head === null || typeof body !== 'string') return null;
  return {
    status: head.status,
    headers: withoutLength(endToEndHeaders(head.headers)),
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

function parsed(payload: Buffer): Record<string, unknown> | null {
  try {
    return plainObject(JSON.parse(payload.toString('utf8')));
  } catch {
    return null;
  }
}
