import type { LambdaRefusal } from '../../function/lambda-refusal.ts';
import type { Answer } from '../answer.ts';
import { gatewayResponse } from './gateway-response.ts';

/** What a client gets when Lambda refused the call of API Gateway. */
export function refusedResponse({ code }: LambdaRefusal, requestId: string): Answer {
  return gatewayResponse(
    code === 'RequestTooLargeException' ? 'requestTooLong' : 'refused',
    requestId,
  );
}
