import type {
  ALBEvent,
  APIGatewayEventIdentity,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
} from 'aws-lambda';

/** What a test changes about an event. */
export interface SampleRequest {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  /** Each with its value as it was meant. */
  query?: readonly (readonly [string, string])[];
  body?: string | Buffer;
  /** Who is let in by the front. Default, where it has keys, the key `a1b2c3d4e5`. */
  identity?: Partial<APIGatewayEventIdentity>;
  authorizer?: unknown;
  requestId?: string;
}

export const restApiDomain = '70ixmpl4fl.execute-api.us-east-2.amazonaws.com';
export const httpApiDomain = 'r3pmxmplak.execute-api.us-east-2.amazonaws.com';
export const functionUrlDomain = 'url-id-example.lambda-url.us-west-2.on.aws';

const nobody: APIGatewayEventIdentity = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: '52.255.255.12',
  user: null,
  userAgent: 'node',
  userArn: null,
};

/**
 * As in https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 * and https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#apigateway-example-event
 */
export function restApiEvent(sample: SampleRequest = {}): APIGatewayProxyEvent {
  const { method = 'POST', path = '/mcp', headers = {}, query = [], identity, authorizer } = sample;
  const all = {
    Host: restApiDomain,
    'X-Amzn-Trace-Id': 'Root=1-5e66d96f-7491f09xmpl79d18acf3d050',
    ...headers,
  };
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: all,
    multiValueHeaders: listsOf(Object.entries(all)),
    queryStringParameters: query.length === 0 ? null : Object.fromEntries(query),
    multiValueQueryStringParameters: query.length === 0 ? null : listsOf(query),
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: {
      resourceId: '2gxmpl',
      resourcePath: '/{proxy+}',
      httpMethod: method,
      extendedRequestId: 'JJbxmplHYosFVYQ=',
      requestTime: '10/Mar/2020:00:03:59 +0000',
      path: `/prod${path}`,
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage: 'prod',
      domainPrefix: '70ixmpl4fl',
      requestTimeEpoch: 1583798639428,
      requestId: sample.requestId ?? '77375676-xmpl-4b79-853a-f982474efe18',
      identity: { ...nobody, apiKeyId: 'a1b2c3d4e5', ...identity },
      domainName: restApiDomain,
      apiId: '70ixmpl4fl',
      authorizer: authorizer as undefined,
    },
    ...bodyOf(sample),
  };
}

/** As in https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function httpApiEvent(sample: SampleRequest = {}): APIGatewayProxyEventV2 {
  return version2({
    ...sample,
    domainName: httpApiDomain,
    routeKey: 'ANY /{proxy+}',
    stage: 'prod',
  });
}

/** As in https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export function functionUrlEvent(sample: SampleRequest = {}): APIGatewayProxyEventV2 {
  const domainName = functionUrlDomain;
  return version2({ ...sample, domainName, routeKey: '$default', stage: '$default' });
}

interface Version2 extends SampleRequest {
  domainName: string;
  routeKey: string;
  stage: string;
}

function version2(sample: Version2): APIGatewayProxyEventV2 {
  const { method = 'POST', path = '/mcp', headers = {}, query = [], domainName, stage } = sample;
  const { Cookie: cookie, ...others } = headers;
  const rawPath = stage === '$default' ? path : `/${stage}${path}`;
  const { body, isBase64Encoded } = bodyOf(sample);
  return {
    version: '2.0',
    routeKey: sample.routeKey,
    rawPath,
    rawQueryString: new URLSearchParams(
      query.map(([name, value]): [string, string] => [name, value]),
    ).toString(),
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: Object.fromEntries(
      Object.entries({
        host: domainName,
        'x-amzn-trace-id': 'Root=1-5e272390-8c398be037738dc042009320',
        ...others,
      }).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    ...(query.length > 0 && { queryStringParameters: Object.fromEntries(query) }),
    ...(stage !== '$default' && { pathParameters: { proxy: path.slice(1) } }),
    requestContext: {
      accountId: '123456789012',
      apiId: domainName.split('.')[0] ?? '',
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '205.255.255.176',
        userAgent: 'node',
      },
      requestId: sample.requestId ?? 'JKJaXmPLvHcESHA=',
      routeKey: sample.routeKey,
      stage,
      time: '10/Mar/2020:05:16:23 +0000',
      timeEpoch: 1583817383220,
      ...(sample.authorizer !== undefined && { authorizer: sample.authorizer }),
    },
    ...(body !== null && { body }),
    isBase64Encoded,
  };
}

/** As in https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#receive-event-from-load-balancer */
export function loadBalancerEvent(
  sample: SampleRequest = {},
  { hasLists = false }: { hasLists?: boolean } = {},
): ALBEvent {
  const { method = 'POST', path = '/mcp', headers = {}, query = [] } = sample;
  const all = {
    accept: 'application/json, text/event-stream',
    host: 'lambda-846800462-us-east-2.elb.amazonaws.com',
    'x-amzn-trace-id': 'Root=1-5bdb40ca-556d8b0c50dc66f0511bf520',
    'x-forwarded-for': '72.21.198.66',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
  };
  const encoded = query.map(
    (pair) => pair.map((text) => encodeURIComponent(text)) as [string, string],
  );
  return {
    requestContext: {
      elb: {
        targetGroupArn:
          'arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-target-group/6d0ecf831eec9f09',
      },
    },
    httpMethod: method,
    path,
    ...(hasLists
      ? {
          multiValueQueryStringParameters: listsOf(encoded),
          multiValueHeaders: listsOf(Object.entries(all)),
        }
      : { queryStringParameters: Object.fromEntries(encoded), headers: all }),
    ...bodyOf(sample),
  };
}

function listsOf(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of pairs) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries(lists);
}

function bodyOf({ body }: SampleRequest): { body: string | null; isBase64Encoded: boolean } {
  if (typeof body !== 'object') return { body: body ?? null, isBase64Encoded: false };
  return { body: body.toString('base64'), isBase64Encoded: true };
}
