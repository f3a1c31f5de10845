import { randomUUID } from 'node:crypto';

import { accountId } from '../../function/function-environment.ts';
import { isBinary, type BinaryMediaTypes } from '../binary-media-types.ts';
import {
  grouped,
  headerOf,
  hex,
  multiValueHeaders,
  requestTime,
  singleHeaders,
  type IncomingRequest,
} from '../incoming-request.ts';
import type { ApiKey } from './find-api-key.ts';

export interface RestEventOptions {
  request: IncomingRequest;
  /** Path within the API and of the request as a whole. */
  route: { path: string; resource: string; proxy: string | null; requestPath: string };
  requestId: string;
  apiId: string;
  stage: string;
  domainName: string;
  /** The key that was checked; null when the method asks for none. */
  apiKey: ApiKey | null;
  binaryMediaTypes: BinaryMediaTypes;
}

/**
 * The event of a Lambda proxy integration of a REST API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function restEvent(options: RestEventOptions) {
  const { request, route } = options;
  const query = [...new URLSearchParams(request.query)];
  const isBase64Encoded = isBinary(headerOf(request, 'content-type'), options.binaryMediaTypes);
  return {
    resource: route.resource,
    path: route.path,
    httpMethod: request.method,
    headers: singleHeaders(request),
    multiValueHeaders: multiValueHeaders(request),
    queryStringParameters: query.length === 0 ? null : Object.fromEntries(query),
    multiValueQueryStringParameters: query.length === 0 ? null : grouped(query),
    pathParameters: route.proxy === null ? null : { proxy: route.proxy },
    stageVariables: null,
    requestContext: requestContext(options),
    body:
      request.body.length === 0 ? null : request.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded: isBase64Encoded && request.body.length > 0,
  };
}

function requestContext(options: RestEventOptions) {
  const { request, route, domainName, apiKey } = options;
  return {
    resourceId: route.proxy === null ? 'root00' : 'proxy0',
    resourcePath: route.resource,
    operationName: null,
    httpMethod: request.method,
    extendedRequestId: hex(15),
    requestTime: requestTime(request.timeMs),
    requestTimeEpoch: request.timeMs,
    path: route.requestPath,
    accountId,
    protocol: request.protocol,
    stage: options.stage,
    domainPrefix: domainName.split('.')[0],
    domainName,
    deploymentId: 'deploy',
    requestId: options.requestId,
    apiId: options.apiId,
    identity: {
      accessKey: null,
      accountId: null,
      ...(apiKey !== null && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceIp,
      user: null,
      userAgent: request.userAgent,
      userArn: null,
    },
  };
}

/** Id of a request. */
export function newRequestId(): string {
  return randomUUID();
}
