import { faultOf } from '../catalog/fault-of.ts';
import { answerEvent, type EventAnswer } from './answer-event.ts';
import { bufferResponse, refused, type BufferedResult } from './buffer-response.ts';
import type { InvocationContext } from './invocation.ts';
import { lambdaRefusals } from './lambda-refusals.ts';
import type { LambdaServer } from './lambda-server.ts';

/** A handler whose answer goes back in one piece. */
export type BufferedHandler = (
  event: unknown,
  context: InvocationContext,
) => Promise<BufferedResult>;

/** Makes the handler for fronts that take an answer in one piece. */
export function bufferedHandlerOf(server: LambdaServer): BufferedHandler {
  return async (event, context) =>
    answerEvent({ server, event, context, isBuffered: true, deliver: whole });
}

async function whole(answer: EventAnswer): Promise<BufferedResult> {
  const { response, event, deadline, requestId, logger } = answer;
  try {
    return await bufferResponse(response, { front: event, deadline });
  } catch (error) {
    logger.error({ fault: faultOf(error) }, 'the answer broke off');
    return refused(lambdaRefusals.brokeOff(requestId), event);
  }
}
