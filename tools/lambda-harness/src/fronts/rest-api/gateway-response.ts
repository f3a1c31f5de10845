import { jsonAnswer, type Answer } from '../answer.ts';

/**
 * What API Gateway answers by itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const gatewayResponses = {
  forbidden: [403, 'Forbidden', 'ForbiddenException'],
  throttled: [429, 'Too Many Requests', 'TooManyRequestsException'],
  quotaExceeded: [429, 'Limit Exceeded', 'LimitExceededException'],
  /** The event is larger than Lambda takes. */
  requestTooLong: [413, 'Request Too Long', 'RequestTooLongException'],
  /**
   * Lambda refused the call: 500; the function failed or answered what is no response: 502.
   * https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
   */
  refused: [500, 'Internal server error', 'InternalServerErrorException'],
  malformed: [502, 'Internal server error', 'InternalServerErrorException'],
  timedOut: [504, 'Endpoint request timed out', 'InternalServerErrorException'],
} as const satisfies Record<string, readonly [number, string, string]>;

export type GatewayResponseType = keyof typeof gatewayResponses;

export function gatewayResponse(type: GatewayResponseType, requestId: string): Answer {
  const [status, message, errorType] = gatewayResponses[type];
  return jsonAnswer(
    status,
    { message },
    { 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': errorType },
  );
}

/** The only one that is plain text: it comes before the API itself has been found. */
export function tooLargeResponse(maxBytes: number): Answer {
  return {
    status: 413,
    headers: [['Content-Type', 'text/plain']],
    body: `HTTP content length exceeded ${maxBytes} bytes.`,
  };
}
