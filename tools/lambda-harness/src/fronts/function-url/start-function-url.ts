import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { accountId } from '../../function/function-environment.ts';
import type { LambdaFunction } from '../../function/lambda-function.ts';
import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import { maxBufferedBytes } from '../../function/size-limits.ts';
import { jsonAnswer, sendAnswer, type Answer } from '../answer.ts';
import type { Front } from '../front.ts';
import { httpEvent } from '../http-event.ts';
import { readRequest } from '../incoming-request.ts';
import { startServer } from '../start-server.ts';
import { answerBuffered } from './answer-buffered.ts';
import { answerStreamed } from './answer-streamed.ts';
import { verifySignature, type IamCaller } from './verify-signature.ts';

export interface FunctionUrlOptions {
  target: LambdaFunction;
  invokeMode: 'RESPONSE_STREAM' | 'BUFFERED';
  authType: 'AWS_IAM' | 'NONE';
  /** Who may call, with `AWS_IAM`. */
  callers?: readonly IamCaller[];
  domainName?: string;
  now?: () => number;
}

const urlId = 'abcdefghijklmnopqrstuvwxyz012345';

/**
 * The URL of a function. With `AWS_IAM` a request has to be signed for the service `lambda` by one of
 * the callers; whether a policy allows them is not asked.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export async function startFunctionUrl(options: FunctionUrlOptions): Promise<Front> {
  const { target, now = Date.now } = options;
  const region = target.arn.split(':')[3] ?? '';
  const domainName = options.domainName ?? `${urlId}.lambda-url.${region}.on.aws`;
  const server = await startServer(handle);
  return { url: server.origin, domainName, close: server.close };

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const request = await readRequest(message, {
      maxBodyBytes: maxBufferedBytes,
      domainName,
      nowMs: now(),
    });
    if (request === null) return sendAnswer(response, tooLarge(requestId));
    const { callers = [] } = options;
    const isSigned = options.authType === 'AWS_IAM';
    const caller = isSigned
      ? await verifySignature({ request, headers: message.headers, callers, region })
      : null;
    if (isSigned && caller === null) return sendAnswer(response, forbidden(requestId));
    const event = httpEvent({
      request,
      rawPath: request.path,
      requestId,
      accountId: caller === null ? 'anonymous' : accountId,
      apiId: urlId,
      stage: '$default',
      domainName,
      ...(caller !== null && { authorizer: { iam: iamAuthorizer(caller) } }),
    });
    const isStreamed = options.invokeMode === 'RESPONSE_STREAM';
    const invocation = await target
      .invoke(event, { mode: isStreamed ? 'streaming' : 'buffered' })
      .catch((error: unknown) => {
        if (error instanceof LambdaRefusal) return error;
        throw error;
      });
    if (invocation instanceof LambdaRefusal) {
      return sendAnswer(response, refused(invocation, requestId));
    }
    const exchange = { invocation, response, requestId };
    await (isStreamed ? answerStreamed(exchange) : answerBuffered(exchange));
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload */
function iamAuthorizer({ accessKeyId, userArn, userId }: IamCaller) {
  return {
    accessKey: accessKeyId,
    accountId: userArn.split(':')[4] ?? accountId,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn,
    userId,
  };
}

function forbidden(requestId: string): Answer {
  return jsonAnswer(
    403,
    { Message: 'Forbidden' },
    { 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': 'AccessDeniedException' },
  );
}

function tooLarge(requestId: string): Answer {
  return jsonAnswer(
    413,
    { Message: `Request must be smaller than ${maxBufferedBytes} bytes` },
    { 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': 'RequestEntityTooLargeException' },
  );
}

/** A function URL passes on what the API of Lambda says. */
function refused({ status, code, message }: LambdaRefusal, requestId: string): Answer {
  return jsonAnswer(
    status,
    { message },
    { 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': code },
  );
}
