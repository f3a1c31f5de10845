import { GetModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetDimensionValuesCommand } from '@aws-sdk/client-cost-explorer';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { createAwsClients } from './aws-clients.ts';
import { withRetries } from './with-retries.ts';

const closing: (() => void)[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const emptyAnswer: Answer = (_, response) => response.end('{}');

/** A server on loopback that takes note of what it is asked. */
async function startServer(answer: Answer = emptyAnswer) {
  const requests: IncomingMessage[] = [];
  const tunnels: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume().on('end', () => {
      answer(request, response);
    });
  });
  server.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, tunnels };
}

const credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' });

function clientsIn(region: string) {
  const clients = createAwsClients({ region, credentials });
  closing.push(() => {
    clients.destroy();
  });
  return clients;
}

test('Requests say which program and version makes them', async () => {
  const { url, requests } = await startServer();
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const logs = await clientsIn('us-east-1').logs();
  await logs.send(new DescribeLogGroupsCommand({}));
  expect(requests[0]?.headers['user-agent']).toContain(`bedrock-spend/${packageJson.version}`);
});

test('Calls one after the other share a connection', async () => {
  const { url, requests } = await startServer();
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const clients = clientsIn('us-east-1');
  await (await clients.logs()).send(new DescribeLogGroupsCommand({}));
  await (await clients.logs()).send(new DescribeLogGroupsCommand({}));
  expect(requests.map(({ socket }) => socket)).toEqual([requests[0]?.socket, requests[0]?.socket]);
});

test('Calls to CloudWatch Logs are made once, and others up to three times', async () => {
  const { url, requests } = await startServer((_, response) => {
    response.writeHead(500).end('{}');
  });
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const clients = clientsIn('us-east-1');
  const logs = await clients.logs();
  const failure = { $metadata: { httpStatusCode: 500 } };
  await expect(logs.send(new DescribeLogGroupsCommand({}))).rejects.toMatchObject(failure);
  expect(requests).toHaveLength(1);
  const bedrock = await clients.bedrock();
  const command = new GetModelInvocationLoggingConfigurationCommand({});
  await expect(bedrock.send(command)).rejects.toMatchObject(failure);
  expect(requests).toHaveLength(4);
});

test.each([
  ['eu-west-1', 'us-east-1'],
  ['cn-north-1', 'cn-northwest-1'],
  ['us-gov-east-1', 'us-gov-west-1'],
])('Cost Explorer is asked for %s in %s, the one region that has it', async (region, asked) => {
  const { url, requests } = await startServer();
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const costExplorer = await clientsIn(region).costExplorer();
  const TimePeriod = { Start: '2026-11-01', End: '2026-11-02' };
  await costExplorer.send(new GetDimensionValuesCommand({ TimePeriod, Dimension: 'SERVICE' }));
  expect(requests[0]?.headers.authorization).toContain(`/${asked}/ce/aws4_request`);
});

test('A proxy of the environment carries the requests', async () => {
  const proxy = await startServer();
  vi.stubEnv('HTTP_PROXY', proxy.url);
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://logs.example.invalid');
  const logs = await clientsIn('us-east-1').logs();
  await logs.send(new DescribeLogGroupsCommand({}));
  expect(proxy.requests.map(({ url }) => url)).toEqual(['http://logs.example.invalid/']);
});

test('Encrypted requests go through a tunnel of the proxy, which may refuse it', async () => {
  const proxy = await startServer();
  vi.stubEnv('https_proxy', proxy.url);
  const logs = await clientsIn('us-east-1').logs();
  const call = { action: 'logs:DescribeLogGroups' };
  const describe = () => logs.send(new DescribeLogGroupsCommand({}));
  const answer = withRetries(describe, { call, wait: async () => {} });
  await expect(answer).rejects.toMatchObject({
    code: 'SOURCE_UNREADABLE',
    message:
      'What answered logs:DescribeLogGroups is not AWS (status 403): a proxy or a login page may stand in between, so check HTTPS_PROXY and AWS_ENDPOINT_URL.',
  });
  expect(new Set(proxy.tunnels)).toEqual(new Set(['logs.us-east-1.amazonaws.com:443']));
});

test('Hosts that need no proxy are asked directly', async () => {
  const proxy = await startServer();
  const { url, requests } = await startServer();
  vi.stubEnv('HTTP_PROXY', proxy.url);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const logs = await clientsIn('us-east-1').logs();
  await logs.send(new DescribeLogGroupsCommand({}));
  expect(requests).toHaveLength(1);
  expect(proxy.requests).toEqual([]);
});

test('An answer that breaks off in the middle is asked for again', async () => {
  let answers = 0;
  const { url, requests } = await startServer((_, response) => {
    if (++answers > 2) return response.end('{"logGroups":[]}');
    const isChunked = answers === 1;
    response.writeHead(200, isChunked ? {} : { 'content-length': '100' });
    response.write('{"logGroups":[', () => response.destroy());
  });
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const logs = await clientsIn('us-east-1').logs();
  const call = { action: 'logs:DescribeLogGroups' };
  const answer = await withRetries(() => logs.send(new DescribeLogGroupsCommand({})), { call });
  expect(answer.logGroups).toEqual([]);
  expect(requests).toHaveLength(3);
});

test.each([
  [
    'SOURCE_UNREADABLE',
    407,
    'What answered logs:DescribeLogGroups is not AWS (status 407): a proxy or a login page may stand in between, so check HTTPS_PROXY and AWS_ENDPOINT_URL.',
  ],
  [
    'SOURCE_UNREADABLE',
    200,
    'What answered logs:DescribeLogGroups is not AWS (status 200): a proxy or a login page may stand in between, so check HTTPS_PROXY and AWS_ENDPOINT_URL.',
  ],
  [
    'SOURCE_UNREADABLE',
    502,
    "AWS failed to answer logs:DescribeLogGroups (UnreadableAnswer, 502): the fault is on AWS's side, try again later.",
  ],
])(
  'A page for people, where AWS should answer, is a sentence: %s, %s',
  async (code, status, message) => {
    const { url } = await startServer((_, response) => {
      response.writeHead(status).end('<html>Log in</html>');
    });
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    const logs = await clientsIn('us-east-1').logs();
    const call = { action: 'logs:DescribeLogGroups' };
    const describe = () => logs.send(new DescribeLogGroupsCommand({}));
    const answer = withRetries(describe, { call, wait: async () => {} });
    await expect(answer).rejects.toMatchObject({ code, message });
  },
);

test('Nobody listening is a sentence', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
  const logs = await clientsIn('us-east-1').logs();
  const call = { action: 'logs:DescribeLogGroups', region: 'us-east-1' };
  const describe = () => logs.send(new DescribeLogGroupsCommand({}));
  await expect(withRetries(describe, { call, wait: async () => {} })).rejects.toMatchObject({
    code: 'SOURCE_UNREADABLE',
    message:
      'AWS could not be reached for logs:DescribeLogGroups in us-east-1 (ECONNREFUSED): check the network, HTTPS_PROXY and AWS_ENDPOINT_URL, then try again.',
  });
});
