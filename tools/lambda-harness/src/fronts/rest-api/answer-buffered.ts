import { buffer } from 'node:stream/consumers';

import type { Invocation } from '../../function/lambda-function.ts';
import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import { sendAnswer, type Answer } from '../answer.ts';
import { isBinary, type BinaryMediaTypes } from '../binary-media-types.ts';
import { headerOf, type IncomingRequest } from '../incoming-request.ts';
import { invokeWithin } from '../invoke-within.ts';
import { plainObject, proxyHead } from '../proxy-head.ts';
import { remappedHeaders, withoutLength } from '../response-headers.ts';
import type { StreamedExchange } from './answer-streamed.ts';
import { gatewayResponse } from './gateway-response.ts';
import { refusedResponse } from './refused-response.ts';

export interface BufferedExchange extends StreamedExchange {
  request: IncomingRequest;
  binaryMediaTypes?: BinaryMediaTypes;
}

/** Anything else in the result makes it malformed. */
const allowedKeys = new Set([
  'statusCode',
  'headers',
  'multiValueHeaders',
  'body',
  'isBase64Encoded',
]);

/**
 * Answers with the result of the function once it is whole.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export async function answerBuffered(exchange: BufferedExchange): Promise<void> {
  const { response, requestId } = exchange;
  const invocation = await invokeWithin({ ...exchange, mode: 'buffered' });
  if (invocation === 'late') sendAnswer(response, gatewayResponse('timedOut', requestId));
  else if (invocation instanceof LambdaRefusal) {
    sendAnswer(response, refusedResponse(invocation, requestId));
  } else {
    const answer = await answerOf(invocation, exchange);
    sendAnswer(response, answer ?? gatewayResponse('malformed', requestId));
  }
}

async function answerOf(
  { functionError, payload }: Invocation,
  { request, requestId, binaryMediaTypes = [] }: BufferedExchange,
): Promise<Answer | null> {
  const result = plainObject(parsed(await buffer(payload)));
  if (functionError !== null || result === null) return null;
  const head = proxyHead(result);
  const { body = '', isBase64Encoded = false } = result;
  if (head === null || Object.keys(result).some((key) => !allowedKeys.has(key))) return null;
  if (typeof body !== 'string' && body !== null) return null;
  // Decoded only for a client that asks for a binary type: others get the text of base64.
  const isDecoded =
    isBase64Encoded === true && isBinary(headerOf(request, 'accept'), binaryMediaTypes);
  return {
    status: head.status,
    headers: [
      ...defaultType(head.headers),
      ...withoutLength(remappedHeaders(head.headers)),
      ['x-amzn-RequestId', requestId],
    ],
    body: isDecoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

function defaultType(headers: readonly (readonly [string, string])[]): [string, string][] {
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return hasType ? [] : [['Content-Type', 'application/json']];
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
