import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { accountId } from '../../function/function-environment.ts';
import type { LambdaFunction } from '../../function/lambda-function.ts';
import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import { jsonAnswer, sendAnswer, type Answer } from '../answer.ts';
import type { Front } from '../front.ts';
import { httpEvent } from '../http-event.ts';
import { httpResult } from '../http-result.ts';
import { headerOf, readRequest } from '../incoming-request.ts';
import { invokeWithin } from '../invoke-within.ts';
import { endToEndHeaders } from '../response-headers.ts';
import { startServer } from '../start-server.ts';

/** What the JWT authorizer of a route found in a token that holds. */
export interface JwtAuthorization {
  claims: Record<string, string>;
  scopes: readonly string[] | null;
}

export interface HttpApiOptions {
  target: LambdaFunction;
  /** `$default`, which is in no path, unless given. */
  stage?: string;
  /** At most 30 s, which it is unless given. */
  timeoutMs?: number;
  /** Checks a bearer token; null for one that does not hold. Without it anybody may call. */
  authorizeToken?: (token: string) => Promise<JwtAuthorization | null>;
  domainName?: string;
  now?: () => number;
}

const maxBodyBytes = 10 * 1024 * 1024;
const apiId = 'httpapi123';

/**
 * An HTTP API of API Gateway, whose route `$default` calls the function with payload format 2.0. It
 * has no API keys, cannot stream, and waits for 30 s.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export async function startHttpApi(options: HttpApiOptions): Promise<Front> {
  const { target, stage = '$default', timeoutMs = 30_000, now = Date.now } = options;
  const region = target.arn.split(':')[3] ?? '';
  const domainName = options.domainName ?? `${apiId}.execute-api.${region}.amazonaws.com`;
  const prefix = stage === '$default' ? '' : `/${stage}`;
  const server = await startServer(async (message, response) => {
    const requestId = randomUUID();
    const answer = await answerTo(message, requestId);
    const headers = [...answer.headers, ['apigw-requestid', requestId] as const];
    sendAnswer(response, { ...answer, headers });
  });
  return { url: `${server.origin}${prefix}`, domainName, close: server.close };

  async function answerTo(message: IncomingMessage, requestId: string): Promise<Answer> {
    const request = await readRequest(message, { maxBodyBytes, domainName, nowMs: now() });
    if (request === null) return jsonAnswer(413, { message: 'Request Entity Too Large' });
    if (request.path !== prefix && !request.path.startsWith(`${prefix}/`)) {
      return jsonAnswer(404, { message: 'Not Found' });
    }
    const jwt = await authorize(headerOf(request, 'authorization'));
    if (jwt === 'unauthorized') {
      return jsonAnswer(401, { message: 'Unauthorized' }, { 'www-authenticate': 'Bearer' });
    }
    const event = httpEvent({
      request,
      rawPath: request.path,
      requestId,
      accountId,
      apiId,
      stage,
      domainName,
      ...(jwt !== null && { authorizer: { jwt } }),
    });
    const invocation = await invokeWithin({ target, event, mode: 'buffered', timeoutMs });
    if (invocation === 'late') return jsonAnswer(503, { message: 'Service Unavailable' });
    if (invocation instanceof LambdaRefusal || invocation.functionError !== null) return failed();
    const result = httpResult(await buffer(invocation.payload));
    // Unlike in a REST API, WWW-Authenticate keeps its name.
    return result === null ? failed() : { ...result, headers: endToEndHeaders(result.headers) };
  }

  async function authorize(header: string | null) {
    if (options.authorizeToken === undefined) return null;
    const [, token] = /^Bearer +(\S+)$/iu.exec(header ?? '') ?? [];
    const jwt = token === undefined ? null : await options.authorizeToken(token);
    return jwt ?? 'unauthorized';
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
function failed(): Answer {
  return jsonAnswer(500, { message: 'Internal Server Error' });
}
