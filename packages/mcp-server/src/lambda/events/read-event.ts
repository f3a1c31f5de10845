import type { ALBEvent, APIGatewayProxyEventV2 } from 'aws-lambda';

import { readHttpApi } from './http-api.ts';
import type { HttpEvent } from './http-event.ts';
import { readLoadBalancer } from './load-balancer.ts';
import { readRestApi, type RestApiEvent } from './rest-api.ts';

/** The request that an event tells of; `null` for an event of anything but the fronts that we know. */
export function readEvent(event: unknown, basePath: string): HttpEvent | null {
  if (!isObject(event) || !isObject(event['requestContext'])) return null;
  const { requestContext } = event;
  if (isObject(requestContext['http'])) {
    return typeof event['rawPath'] === 'string'
      ? readHttpApi(event as unknown as APIGatewayProxyEventV2, basePath)
      : null;
  }
  if (typeof event['httpMethod'] !== 'string' || typeof event['path'] !== 'string') return null;
  return isObject(requestContext['elb'])
    ? readLoadBalancer(event as unknown as ALBEvent, basePath)
    : readRestApi(event as unknown as RestApiEvent, basePath);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
