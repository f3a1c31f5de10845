import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';

import { spawnDynamodb } from '@bedrock-spend/aws-emulator/dynamodb';
import {
  startFunctionUrl,
  startHttpApi,
  startLoadBalancer,
  startRestApi,
  type LambdaFunction,
} from '@bedrock-spend/lambda-harness';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { createApiKey } from '../access/api-key.ts';
import { callMessage, errorOf, initializeMessage, openSession, post } from '../json-rpc.testing.ts';
import { apiKey, testFunction, testRestApi } from './function.testing.ts';

const taskRoot = fileURLToPath(new URL('../../bundle', import.meta.url));
const { key: ownKey, sha256 } = createApiKey();
const withOwnKeys = JSON.stringify({
  apiKeys: [{ name: 'ada', sha256 }],
  allowedHosts: ['127.0.0.1'],
});
const gatewayKey = { headers: { 'x-api-key': apiKey } };

const environment = {
  BEDROCK_SPEND_SOURCE: 'cloudwatch',
  BEDROCK_SPEND_LOG_GROUPS: '/aws/bedrock/invocations',
  BEDROCK_SPEND_SESSION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
};

async function clientAt(url: string): Promise<Client> {
  const client = new Client({ name: 'test-client', version: '1.0.0' });
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
    requestInit: gatewayKey,
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

/** Lines of JSON that the instances of a function have logged. */
function linesOf(target: LambdaFunction): Record<string, unknown>[] {
  return target.instances
    .flatMap((instance) => instance.log().split('\n'))
    .filter((line) => line.startsWith('{"level"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the bundle behind a REST API that streams', () => {
  it('serves the client of the SDK: tools, a call that tells of its progress as it goes, the end', async () => {
    const target = await testFunction({ taskRoot, environment });
    const client = await clientAt(await testRestApi(target));
    const startMs = performance.now();
    const progressMs: number[] = [];

    const { tools } = await client.listTools();
    const result = await client.callTool(
      { name: 'multi-greet', arguments: { name: 'Žluťoučký 東京' } },
      undefined,
      { onprogress: () => progressMs.push(performance.now() - startMs) },
    );

    expect(tools.map(({ name }) => name)).toContain('bedrock-report');
    expect(JSON.stringify(result.content)).toContain('Žluťoučký 東京');
    // It rests for a second between its greetings.
    expect(progressMs.length).toBeGreaterThanOrEqual(2);
    expect(progressMs[1]! - progressMs[0]!).toBeGreaterThan(700);
  });

  it('tells in every line of the log which request of Lambda and of the gateway it is about', async () => {
    const target = await testFunction({ taskRoot, environment });
    const url = await testRestApi(target);
    const session = await openSession(`${url}/mcp`, gatewayKey);
    await (
      await post(`${url}/mcp`, callMessage('greet', { name: 'Ana' }), { session, ...gatewayKey })
    ).text();

    await vi.waitFor(() => expect(target.reports).toHaveLength(3));
    const ids = target.reports.map(({ requestId }) => requestId);
    // What is said at the start is about no request.
    const lines = linesOf(target).slice(1);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const line of lines) {
      expect(ids).toContain(line['requestId']);
      expect(line['gatewayRequestId']).toMatch(/^[\da-f-]{36}$/);
    }
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'call', tool: 'greet', outcome: 'ok' }),
    );
  });

  it('answers GET with 405, DELETE with the end of a session, and 403 without a key', async () => {
    const target = await testFunction({ taskRoot, environment });
    const url = `${await testRestApi(target)}/mcp`;
    const session = await openSession(url, gatewayKey);
    const headers = {
      ...gatewayKey.headers,
      'Mcp-Session-Id': session,
      Accept: 'text/event-stream',
    };

    const listening = await fetch(url, { headers });
    const ended = await fetch(url, { method: 'DELETE', headers });
    const after = await post(url, callMessage('greet', { name: 'Ana' }), {
      session,
      ...gatewayKey,
    });
    const stranger = await post(url, initializeMessage);

    expect([listening.status, ended.status, after.status, stranger.status]).toEqual([
      405, 200, 404, 403,
    ]);
  });

  it('keeps sessions when the instance that opened them is killed, and shares them with others', async () => {
    const dynamodb = await spawnDynamodb();
    onTestFinished(() => dynamodb.stop());
    await dynamodb.createTable('sessions');
    const { AWS_REGION: _, ...toTable } = dynamodb.environment;
    const target = await testFunction({
      taskRoot,
      environment: {
        ...environment,
        ...toTable,
        BEDROCK_SPEND_SERVER_SETTINGS: '{"sessions":{"table":"sessions"}}',
      },
    });
    const client = await clientAt(await testRestApi(target));
    const slow = client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } });
    const quick = client.callTool({ name: 'greet', arguments: { name: 'Ben' } });

    expect(JSON.stringify((await quick).content)).toContain('Hello, Ben!');
    expect(JSON.stringify((await slow).content)).toContain('Good morning, Ana!');
    expect(target.coldStarts).toBeGreaterThanOrEqual(2);

    await Promise.all(target.instances.map((instance) => instance.kill()));
    const next = await client.callTool({ name: 'greet', arguments: { name: 'Cleo' } });

    expect(JSON.stringify(next.content)).toContain('Hello, Cleo!');
  });

  it('ends a call before Lambda does, with an answer that says so', async () => {
    const target = await testFunction({ taskRoot, environment, timeoutMs: 2500 });
    const client = await clientAt(await testRestApi(target));

    const result = await client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } });

    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toMatch(
      /multi-greet was given up after [01]\.\d seconds, as the host/,
    );
    expect(target.reports.every(({ status }) => status === undefined)).toBe(true);
  });

  it('says in one sentence that its settings are wrong, and in the log which', async () => {
    const target = await testFunction({
      taskRoot,
      environment: { ...environment, BEDROCK_SPEND_SERVER_SETTINGS: '{"apikeys":[]}' },
    });
    const url = await testRestApi(target);

    const first = await post(`${url}/mcp`, initializeMessage, gatewayKey);
    const second = await post(`${url}/mcp`, initializeMessage, gatewayKey);

    expect([first.status, second.status]).toEqual([500, 500]);
    expect((await errorOf(first)).message).toMatch(/^The server could not start: its log says why/);
    expect(target.coldStarts).toBe(1);
    expect(linesOf(target)[0]).toMatchObject({
      level: 'error',
      problem: 'Unknown setting "apikeys" in the server settings: did you mean "apiKeys"?',
    });
  });

  it('is found below the base path of a custom domain name', async () => {
    const target = await testFunction({ taskRoot, environment });
    const front = await startRestApi({
      target,
      stage: 'prod',
      transferMode: 'STREAM',
      timeoutMs: 900_000,
      apiKeys: [{ id: 'a1', value: apiKey, name: 'test' }],
      isKeyRequired: true,
      mappedTo: 'custom-domain',
      basePath: 'spend',
      domainName: 'api.example.com',
    });
    onTestFinished(() => front.close());

    expect(front.url).toMatch(/\/spend$/);
    expect((await post(`${front.url}/mcp`, initializeMessage, gatewayKey)).status).toBe(200);
  });
});

describe('the bundle behind fronts that do not stream', () => {
  const handler = 'lambda.bufferedHandler';

  it('answers through a REST API', async () => {
    const target = await testFunction({ taskRoot, environment, handler });
    const client = await clientAt(await testRestApi(target, { transferMode: 'BUFFERED' }));

    const result = await client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } });

    expect(JSON.stringify(result.content)).toContain('Good morning, Ana!');
  });

  it('answers through an HTTP API with a stage, to holders of keys of its own', async () => {
    const own = { ...environment, BEDROCK_SPEND_SERVER_SETTINGS: withOwnKeys };
    const target = await testFunction({ taskRoot, environment: own, handler });
    const front = await startHttpApi({ target, stage: 'prod' });
    onTestFinished(() => front.close());

    const known = await post(`${front.url}/mcp`, initializeMessage, {
      headers: { 'x-api-key': ownKey },
    });
    const unknown = await post(`${front.url}/mcp`, initializeMessage);

    expect([known.status, unknown.status]).toEqual([200, 401]);
  });

  it('answers through an HTTP API to whom its authorizer names', async () => {
    const target = await testFunction({ taskRoot, environment, handler });
    const front = await startHttpApi({
      target,
      authorizeToken: async (token) =>
        token === 'good'
          ? { claims: { iss: 'https://issuer.example', sub: 'ana' }, scopes: null }
          : null,
    });
    onTestFinished(() => front.close());
    const headers = { authorization: 'Bearer good' };

    const response = await post(`${front.url}/mcp`, initializeMessage, { headers });

    expect(response.status).toBe(200);
    expect(linesOf(target)).toContainEqual(
      expect.objectContaining({ subject: expect.stringMatching(/^authorizer:/) as string }),
    );
  });

  it.each([true, false])(
    'answers through a load balancer, with lists of headers: %s',
    async (hasMultiValueHeaders) => {
      const own = { ...environment, BEDROCK_SPEND_SERVER_SETTINGS: withOwnKeys };
      const target = await testFunction({ taskRoot, environment: own, handler });
      const front = await startLoadBalancer({ target, hasMultiValueHeaders });
      onTestFinished(() => front.close());
      const mine = { headers: { 'x-api-key': ownKey } };

      const session = await openSession(`${front.url}/mcp`, mine);
      const called = await post(`${front.url}/mcp`, callMessage('greet', { name: 'Ana' }), {
        session,
        ...mine,
      });

      expect(await called.text()).toContain('Hello, Ana!');
    },
  );
});

describe('the bundle behind a function URL', () => {
  it.each([
    ['RESPONSE_STREAM', 'lambda.handler'],
    ['BUFFERED', 'lambda.bufferedHandler'],
  ] as const)('that is %s serves nobody whom nobody has named', async (invokeMode, handler) => {
    const target = await testFunction({ taskRoot, environment, handler });
    const front = await startFunctionUrl({ target, invokeMode, authType: 'NONE' });
    onTestFinished(() => front.close());

    const response = await post(`${front.url}/mcp`, initializeMessage);

    expect(response.status).toBe(401);
    expect((await errorOf(response)).message).toContain('let it require an API key or IAM');
  });
});
