import { sendAnswer } from '../answer.ts';
import { createChunkReader, type ChunkReader } from '../chunk-reader.ts';
import { passOn } from '../pass-on.ts';
import { plainObject, proxyHead, type ProxyHead } from '../proxy-head.ts';
import { readPrelude } from '../read-prelude.ts';
import { remappedHeaders } from '../response-headers.ts';
import { functionFailed, type FunctionUrlExchange } from './answer-buffered.ts';

/** Says that metadata and eight NUL bytes come before the body. */
const preludeType = 'application/vnd.awslambda.http-integration-response';

/**
 * Answers as the function writes. Only a response of the type that `HttpResponseStream.from` sets has
 * metadata; any other is the body of a 200.
 * https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html
 */
export async function answerStreamed(exchange: FunctionUrlExchange): Promise<void> {
  const { invocation, response, requestId } = exchange;
  const reader = createChunkReader(invocation.payload);
  const head = invocation.functionError === null ? await readHead(exchange, reader) : null;
  if (head === null) {
    reader.drain();
    return sendAnswer(response, functionFailed(requestId));
  }
  response.writeHead(head.status, [
    ...remappedHeaders(head.headers).flat(),
    'x-amzn-RequestId',
    requestId,
  ]);
  response.flushHeaders();
  // A URL has no limits of its own: the function's timeout ends what does not end.
  const forEver = Number.POSITIVE_INFINITY;
  await passOn({ reader, response, first: head.rest, idleTimeoutMs: forEver, timeoutMs: forEver });
}

async function readHead(
  { invocation: { contentType } }: FunctionUrlExchange,
  reader: ChunkReader,
): Promise<(ProxyHead & { rest: Buffer }) | null> {
  if (contentType !== preludeType) {
    return { status: 200, headers: [['Content-Type', contentType]], rest: Buffer.alloc(0) };
  }
  try {
    const prelude = await readPrelude(reader, Number.POSITIVE_INFINITY);
    if (prelude === null || prelude === 'late') return null;
    const metadata = plainObject(prelude.metadata);
    const head = metadata === null ? null : proxyHead(metadata);
    return head === null ? null : { ...head, rest: prelude.rest };
  } catch {
    return null;
  }
}
