import type { Answer } from './answer.ts';
import { plainObject, proxyHead } from './proxy-head.ts';
import { withoutLength } from './response-headers.ts';

/**
 * Reads the result of a function under payload format 2.0. A result without `statusCode` is itself
 * the body, as JSON, with status 200. Null when it is malformed.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
export function httpResult(payload: Buffer): Answer | null {
  const result = parsed(payload);
  if (result === undefined) return null;
  const object = plainObject(result);
  if (object?.['statusCode'] === undefined) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: [['content-type', 'application/json']], body };
  }
  // What format 2.0 does not know is passed over, unlike in a REST API.
  const head = proxyHead({ ...object, multiValueHeaders: undefined });
  const { body = '', isBase64Encoded = false } = object;
  if (head === null || (typeof body !== 'string' && body !== null)) return null;
  const hasType = head.headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: head.status,
    headers: [
      ...(hasType ? [] : [['content-type', 'text/plain;charset=UTF-8'] as const]),
      ...withoutLength(head.headers),
    ],
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
