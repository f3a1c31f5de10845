import type { IncomingMessage, ServerResponse } from 'node:http';

import type { LambdaFunction } from '../../function/lambda-function.ts';
import { sendAnswer, type Answer } from '../answer.ts';
import type { BinaryMediaTypes } from '../binary-media-types.ts';
import type { Front } from '../front.ts';
import { readRequest } from '../incoming-request.ts';
import { startServer } from '../start-server.ts';
import { answerBuffered } from './answer-buffered.ts';
import { answerStreamed } from './answer-streamed.ts';
import { findApiKey, type ApiKey } from './find-api-key.ts';
import { findRoute } from './find-route.ts';
import { gatewayResponse, tooLargeResponse } from './gateway-response.ts';
import { newRequestId, restEvent } from './rest-event.ts';
import { createUsageMeter, type UsagePlan } from './usage-plan.ts';

export interface RestApiOptions {
  target: LambdaFunction;
  stage: string;
  transferMode: 'STREAM' | 'BUFFERED';
  /** Of the integration: 29 s unless given, at most 15 minutes. */
  timeoutMs?: number;
  /** Those that a usage plan of the stage has; API Gateway refuses any other as if it did not exist. */
  apiKeys: readonly ApiKey[];
  isKeyRequired: boolean;
  usagePlan?: UsagePlan;
  /** Under which name clients reach it; the API's own unless given. */
  mappedTo?: 'execute-api' | 'custom-domain';
  /** Of a custom domain name; none unless given. */
  basePath?: string;
  domainName?: string;
  binaryMediaTypes?: BinaryMediaTypes;
  /** Longest silence of a streamed response; 5 minutes, as of a Regional API, unless given. */
  idleTimeoutMs?: number;
  now?: () => number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const maxBodyBytes = 10 * 1024 * 1024;
const maxTimeoutMs = 900_000;
const apiId = 'restapi123';

/**
 * A REST API of API Gateway with a Lambda proxy integration on its root and on `{proxy+}`, for any
 * method. `url` has the stage, or the base path of the custom domain name.
 */
export async function startRestApi(options: RestApiOptions): Promise<Front> {
  const { target, stage, apiKeys, usagePlan, timeoutMs = 29_000, now = Date.now } = options;
  if (timeoutMs > maxTimeoutMs) {
    throw new RangeError(`An integration may take ${maxTimeoutMs} ms, not ${timeoutMs}.`);
  }
  const basePath = options.mappedTo === 'custom-domain' ? (options.basePath ?? '') : null;
  const region = target.arn.split(':')[3] ?? '';
  const domainName = options.domainName ?? `${apiId}.execute-api.${region}.amazonaws.com`;
  const meter = usagePlan === undefined ? null : createUsageMeter(usagePlan, now);
  const server = await startServer(handle);
  const path = basePath ?? stage;
  return {
    url: path === '' ? server.origin : `${server.origin}/${path}`,
    domainName,
    close: server.close,
  };

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message, { maxBodyBytes, domainName, nowMs: now() });
    if (request === null) return sendAnswer(response, tooLargeResponse(maxBodyBytes));
    const requestId = newRequestId();
    const route = findRoute({ path: request.path, stage, basePath });
    if (route === null) return sendAnswer(response, gatewayResponse('forbidden', requestId));
    const apiKey = options.isKeyRequired ? findApiKey(request, apiKeys) : null;
    const refusal = refusalOf(apiKey, requestId);
    if (refusal !== null) return sendAnswer(response, refusal);
    const event = restEvent({
      request,
      route,
      requestId,
      apiId,
      stage,
      domainName,
      apiKey,
      binaryMediaTypes: options.binaryMediaTypes ?? [],
    });
    const exchange = { ...options, timeoutMs, request, event, response, requestId };
    await (options.transferMode === 'STREAM' ? answerStreamed(exchange) : answerBuffered(exchange));
  }

  function refusalOf(apiKey: ApiKey | null, requestId: string): Answer | null {
    if (!options.isKeyRequired) return null;
    if (apiKey === null) return gatewayResponse('forbidden', requestId);
    const usage = meter?.count(apiKey.id) ?? 'counted';
    return usage === 'counted' ? null : gatewayResponse(usage, requestId);
  }
}
