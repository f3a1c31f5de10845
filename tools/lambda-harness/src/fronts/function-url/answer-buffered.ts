import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

import type { Invocation } from '../../function/lambda-function.ts';
import { sendAnswer, type Answer } from '../answer.ts';
import { httpResult } from '../http-result.ts';
import { remappedHeaders } from '../response-headers.ts';

export interface FunctionUrlExchange {
  invocation: Invocation;
  response: ServerResponse;
  requestId: string;
}

/** Answers with the result of the function once it is whole. */
export async function answerBuffered(exchange: FunctionUrlExchange): Promise<void> {
  const { invocation, response, requestId } = exchange;
  const payload = await buffer(invocation.payload);
  const result = invocation.functionError === null ? httpResult(payload) : null;
  if (result === null) return sendAnswer(response, functionFailed(requestId));
  const headers = [...remappedHeaders(result.headers), ['x-amzn-RequestId', requestId] as const];
  sendAnswer(response, { ...result, headers });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html: an error of the function is a 502. */
export function functionFailed(requestId: string): Answer {
  return {
    status: 502,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', requestId],
    ],
    body: 'Internal Server Error',
  };
}
