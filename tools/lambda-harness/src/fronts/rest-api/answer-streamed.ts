import type { ServerResponse } from 'node:http';

import type { LambdaFunction } from '../../function/lambda-function.ts';
import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import { sendAnswer } from '../answer.ts';
import { createChunkReader, type ChunkReader } from '../chunk-reader.ts';
import { invokeWithin } from '../invoke-within.ts';
import { passOn } from '../pass-on.ts';
import { plainObject, proxyHead, type ProxyHead } from '../proxy-head.ts';
import { readPrelude } from '../read-prelude.ts';
import { remappedHeaders } from '../response-headers.ts';
import { gatewayResponse } from './gateway-response.ts';
import { refusedResponse } from './refused-response.ts';

export interface StreamedExchange {
  target: LambdaFunction;
  event: unknown;
  response: ServerResponse;
  requestId: string;
  timeoutMs: number;
  idleTimeoutMs?: number;
}

/**
 * Answers with `responseTransferMode: STREAM`: status and headers as soon as the function has written
 * its metadata, and then whatever it writes. Before the metadata, a failure has a status; after them
 * it can only cut the connection.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
 */
export async function answerStreamed(exchange: StreamedExchange): Promise<void> {
  const { response, requestId, timeoutMs } = exchange;
  const idleTimeoutMs = exchange.idleTimeoutMs ?? 300_000;
  const endMs = performance.now() + timeoutMs;
  const invocation = await invokeWithin({
    ...exchange,
    mode: 'streaming',
    timeoutMs: Math.min(timeoutMs, idleTimeoutMs),
  });
  if (invocation === 'late') return sendAnswer(response, gatewayResponse('timedOut', requestId));
  if (invocation instanceof LambdaRefusal) {
    return sendAnswer(response, refusedResponse(invocation, requestId));
  }
  const reader = createChunkReader(invocation.payload);
  const head = await readHead(reader, Math.min(idleTimeoutMs, endMs - performance.now()));
  if (typeof head === 'string') {
    reader.drain();
    return sendAnswer(response, gatewayResponse(head, requestId));
  }
  response.writeHead(head.status, [
    ...remappedHeaders(head.headers).flat(),
    'x-amzn-RequestId',
    requestId,
  ]);
  response.flushHeaders();
  const leftMs = endMs - performance.now();
  await passOn({ reader, response, first: head.rest, idleTimeoutMs, timeoutMs: leftMs });
}

async function readHead(
  reader: ChunkReader,
  patienceMs: number,
): Promise<(ProxyHead & { rest: Buffer }) | 'timedOut' | 'malformed'> {
  try {
    const prelude = await readPrelude(reader, patienceMs);
    if (prelude === 'late') return 'timedOut';
    const metadata = plainObject(prelude?.metadata);
    const head = metadata === null ? null : proxyHead(metadata);
    return prelude === null || head === null ? 'malformed' : { ...head, rest: prelude.rest };
  } catch {
    // The function failed before its metadata were whole.
    return 'malformed';
  }
}
