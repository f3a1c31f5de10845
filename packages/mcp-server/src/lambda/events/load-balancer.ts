import type { ALBEvent } from 'aws-lambda';

import { endpointPath } from './endpoint-path.ts';
import { eventHeaders } from './event-headers.ts';
import type { HttpEvent } from './http-event.ts';

/**
 * Reads an event of an Application Load Balancer
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html). Whoever
 * it has logged in stands in headers alone, and so is nobody here.
 */
export function readLoadBalancer(event: ALBEvent, basePath: string): HttpEvent {
  return {
    front: 'load-balancer',
    method: event.httpMethod,
    path: endpointPath({ route: undefined, parameters: null, path: event.path }, basePath),
    query: queryOf(event),
    headers: eventHeaders(event.headers, event.multiValueHeaders),
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
    domainName: undefined,
    caller: null,
    gatewayRequestId: undefined,
    takenMs: undefined,
    hasHeaderLists: event.multiValueHeaders !== undefined,
  };
}

/** "If the query parameters are URL-encoded, the load balancer does not decode them." */
function queryOf({ queryStringParameters, multiValueQueryStringParameters }: ALBEvent): string {
  const lists = Object.entries(multiValueQueryStringParameters ?? {}).flatMap(([name, values]) =>
    (values ?? []).map((value) => [name, value] as const),
  );
  const single = Object.entries(queryStringParameters ?? {});
  return (lists.length > 0 ? lists : single)
    .map(([name, value = '']) => (value === '' ? name : `${name}=${value}`))
    .join('&');
}
