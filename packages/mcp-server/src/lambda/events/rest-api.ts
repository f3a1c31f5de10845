import type { APIGatewayProxyEvent } from 'aws-lambda';

import { endpointPath } from './endpoint-path.ts';
import { eventCaller, type Credited } from './event-caller.ts';
import { eventHeaders } from './event-headers.ts';
import type { HttpEvent } from './http-event.ts';

/** What the types of the event leave out: an HTTP API can send this format, too. */
export type RestApiEvent = APIGatewayProxyEvent & { version?: string };

/**
 * Reads an event of a REST API, or of an HTTP API with payload format 1.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format).
 */
export function readRestApi(event: RestApiEvent, basePath: string): HttpEvent {
  const { requestContext } = event;
  const isOfHttpApi = event.version === '1.0';
  return {
    front: isOfHttpApi ? 'http-api' : 'rest-api',
    method: event.httpMethod,
    path: endpointPath(
      {
        route: event.resource,
        parameters: event.pathParameters,
        path: event.path,
        // A REST API leaves it out of the path, an HTTP API does not.
        stage: isOfHttpApi ? requestContext.stage : undefined,
      },
      basePath,
    ),
    query: queryOf(event),
    headers: eventHeaders(event.headers, event.multiValueHeaders),
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
    domainName: requestContext.domainName,
    caller: callerOf(requestContext),
    gatewayRequestId: requestContext.requestId,
    takenMs: requestContext.requestTimeEpoch,
    hasHeaderLists: true,
  };
}

/** The values are decoded in the event. */
function queryOf({ queryStringParameters, multiValueQueryStringParameters }: RestApiEvent): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(multiValueQueryStringParameters ?? {})) {
    for (const value of values ?? []) query.append(name, value);
  }
  for (const [name, value] of Object.entries(queryStringParameters ?? {})) {
    if (value !== undefined && !query.has(name)) query.set(name, value);
  }
  return query.toString();
}

function callerOf({ authorizer, identity }: RestApiEvent['requestContext']) {
  const { claims, principalId } = (authorizer ?? {}) as Credited;
  const { userArn, apiKeyId } = (identity ?? {}) as Credited;
  return eventCaller({ claims, principalId, userArn, apiKeyId });
}
