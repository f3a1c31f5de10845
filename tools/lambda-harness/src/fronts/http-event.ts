import { eventBody } from './event-body.ts';
import { grouped, requestTime, type IncomingRequest } from './incoming-request.ts';

export interface HttpEventOptions {
  request: IncomingRequest;
  /** With the stage, unless that is `$default`. */
  rawPath: string;
  requestId: string;
  accountId: string;
  apiId: string;
  stage: string;
  domainName: string;
  /** What an authorizer found out; absent where none was asked. */
  authorizer?: object;
}

/**
 * The event of payload format 2.0: of HTTP APIs and of function URLs.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload
 */
export function httpEvent(options: HttpEventOptions) {
  const { request, domainName } = options;
  const { cookie, ...headers } = joined(
    request.headers.map(([name, value]) => [name.toLowerCase(), value] as const),
  );
  const { text, isBase64Encoded } = eventBody(request);
  const query = joined(new URLSearchParams(request.query));
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: options.rawPath,
    rawQueryString: request.query,
    ...(cookie !== undefined && { cookies: cookie.split(/; ?/u) }),
    headers,
    ...(request.query !== '' && { queryStringParameters: query }),
    requestContext: {
      accountId: options.accountId,
      apiId: options.apiId,
      ...(options.authorizer !== undefined && { authorizer: options.authorizer }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method,
        path: options.rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.userAgent,
      },
      requestId: options.requestId,
      routeKey: '$default',
      stage: options.stage,
      time: requestTime(request.timeMs),
      timeEpoch: request.timeMs,
    },
    ...(text !== null && { body: text }),
    isBase64Encoded,
  };
}

/** Values of the same name in one string, with commas. */
function joined(all: Iterable<readonly [string, string]>): Record<string, string> {
  const values = Object.entries(grouped(all));
  return Object.fromEntries(
    values.map(([name, each]) => [name, each.join(name === 'cookie' ? '; ' : ',')]),
  );
}
