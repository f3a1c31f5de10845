import { faultOf } from '../catalog/fault-of.ts';
import { answerEvent, type EventAnswer } from './answer-event.ts';
import { lastEvents } from './broken-stream.ts';
import { lambdaRefusals } from './lambda-refusals.ts';
import type { LambdaServer } from './lambda-server.ts';
import { responseHead } from './response-head.ts';
import type { LambdaRuntime, ResponseStream, StreamingHandler } from './runtime.ts';
import { streamResponse } from './stream-response.ts';

/** Makes the handler that sends answers as they are written. */
export function streamingHandlerOf(server: LambdaServer, runtime: LambdaRuntime): StreamingHandler {
  return runtime.streamifyResponse(async (event, responseStream, context) =>
    answerEvent({
      server,
      event,
      context,
      isBuffered: false,
      deliver: (answer) => send(answer, responseStream, runtime),
    }),
  );
}

async function send(
  answer: EventAnswer,
  responseStream: ResponseStream,
  { HttpResponseStream }: LambdaRuntime,
): Promise<void> {
  const { response, deadline, requestId, logger } = answer;
  const stream = HttpResponseStream.from(responseStream, responseHead(response));
  const end = await streamResponse(response, { stream, deadline });
  switch (end.how) {
    case 'disconnected':
      logger.warn('nobody takes the answer any more');
      return;
    case 'late':
      logger.error('the answer was cut off: the time of the function was nearly over');
      break;
    case 'broken':
      logger.error({ fault: faultOf(end.cause) }, 'the answer broke off');
      break;
    case 'complete':
      stream.end();
      return;
  }
  const isEvents = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  // A part must not pass for the whole: the runtime tells the front that the answer failed.
  if (!isEvents) throw new Error('The answer broke off: the line before says why.');
  const why = end.how === 'late' ? lambdaRefusals.outOfTime : lambdaRefusals.brokeOff(requestId);
  if (end.isBetweenEvents) stream.write(lastEvents(messageOf(answer), why));
  stream.end();
}

/** What was asked. */
function messageOf({ event }: EventAnswer): string {
  const { body = null, isBase64Encoded = false } = event ?? {};
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString('utf8');
}
