const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  },
};

const headers = {
  Accept: 'application/json, text/event-stream',
  'Content-Type': 'application/json',
  Host: 'abc123.execute-api.us-east-1.amazonaws.com',
};

/**
 * The opening request of a client as a REST API hands it on.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export const initializeEvent = {
  resource: '/{proxy+}',
  path: '/mcp',
  httpMethod: 'POST',
  headers,
  multiValueHeaders: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  ),
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: { proxy: 'mcp' },
  stageVariables: null,
  requestContext: {
    accountId: '111122223333',
    apiId: 'abc123',
    domainName: headers.Host,
    domainPrefix: 'abc123',
    extendedRequestId: 'JKJaXmPLvHcESHA=',
    httpMethod: 'POST',
    identity: { apiKeyId: 'bench', sourceIp: '203.0.113.7' },
    path: '/prod/mcp',
    protocol: 'HTTP/1.1',
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    resourcePath: '/{proxy+}',
    stage: 'prod',
  },
  body: JSON.stringify(initialize),
  isBase64Encoded: false,
};
