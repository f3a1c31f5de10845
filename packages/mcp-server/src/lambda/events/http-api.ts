import type { APIGatewayEventRequestContextV2, APIGatewayProxyEventV2 } from 'aws-lambda';

import { endpointPath } from './endpoint-path.ts';
import { eventCaller, type Credited } from './event-caller.ts';
import { eventHeaders } from './event-headers.ts';
import type { HttpEvent } from './http-event.ts';

/** What the authorizers say, of which each event has at most one. */
interface Authorized {
  authorizer?: {
    jwt?: Pick<Credited, 'claims'>;
    iam?: Pick<Credited, 'userArn'>;
    lambda?: Pick<Credited, 'principalId'> | null;
  };
}

/**
 * Reads an event of an HTTP API with payload format 2.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html)
 * or of a function URL (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads).
 */
export function readHttpApi(event: APIGatewayProxyEventV2, basePath: string): HttpEvent {
  const context: APIGatewayEventRequestContextV2 & Authorized = event.requestContext;
  const headers = eventHeaders(event.headers);
  if (event.cookies !== undefined) headers.set('cookie', event.cookies.join('; '));
  return {
    front: isFunctionUrl(context.domainName) ? 'function-url' : 'http-api',
    method: context.http.method,
    path: endpointPath(
      {
        // `ANY /{proxy+}`, or `$default` for whatever no other route takes.
        route: event.routeKey?.split(' ')[1],
        parameters: event.pathParameters,
        path: event.rawPath,
        stage: context.stage,
      },
      basePath,
    ),
    query: event.rawQueryString,
    headers,
    body: event.body ?? null,
    isBase64Encoded: event.isBase64Encoded,
    domainName: context.domainName,
    caller: eventCaller({
      claims: context.authorizer?.jwt?.claims,
      userArn: context.authorizer?.iam?.userArn,
      principalId: context.authorizer?.lambda?.principalId,
    }),
    gatewayRequestId: context.requestId,
    takenMs: context.timeEpoch,
    hasHeaderLists: false,
  };
}

function isFunctionUrl(domainName: string | undefined): boolean {
  return /\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(domainName ?? '');
}
