import { eventBody } from '../event-body.ts';
import { grouped, type IncomingRequest } from '../incoming-request.ts';

export interface LoadBalancerEventOptions {
  request: IncomingRequest;
  targetGroupArn: string;
  /** Attribute `lambda.multi_value_headers.enabled` of the target group. */
  hasMultiValueHeaders: boolean;
}

/**
 * The event of an Application Load Balancer. Names of headers are in lower case, the query is not
 * decoded, and it has either single or multiple values, never both.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#receive-event-from-load-balancer
 */
export function loadBalancerEvent(options: LoadBalancerEventOptions) {
  const { request, targetGroupArn, hasMultiValueHeaders } = options;
  const headers = request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const query = queryPairs(request.query);
  const { text, isBase64Encoded } = eventBody(request);
  return {
    requestContext: { elb: { targetGroupArn } },
    httpMethod: request.method,
    path: request.path,
    ...(hasMultiValueHeaders
      ? { multiValueQueryStringParameters: grouped(query), multiValueHeaders: grouped(headers) }
      : {
          queryStringParameters: Object.fromEntries(query),
          headers: Object.fromEntries(headers),
        }),
    body: text ?? '',
    isBase64Encoded,
  };
}

function queryPairs(query: string): [string, string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    });
}
