import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

import { spawnDynamodb } from '@bedrock-spend/aws-emulator/dynamodb';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { bufferedHandlerOf } from './buffered-handler.ts';
import { httpApiEvent, restApiEvent } from './events/sample-events.testing.ts';
import { startLambdaServer } from './lambda-server.ts';
import { initialize, messageOf, testContext } from './runtime.testing.ts';

/** What is written to stderr, where Lambda takes the log from. */
let log: string[] = [];

beforeEach(() => {
  log = [];
});

const quiet = { write: () => {} };
const sessionKeys = `k1:${randomBytes(32).toString('base64')}`;
const env = {
  AWS_REGION: 'us-east-1',
  BEDROCK_SPEND_SOURCE: 'cloudwatch',
  BEDROCK_SPEND_LOG_GROUPS: '/aws/bedrock/invocations',
  BEDROCK_SPEND_SESSION_KEYS: sessionKeys,
};

async function instanceOf(variables: Record<string, string> = {}) {
  const server = await startLambdaServer({
    env: { ...env, ...variables },
    destination: { write: (line) => log.push(line) },
    writeMetrics: quiet.write,
  });
  return bufferedHandlerOf(server);
}

function lines(): Record<string, unknown>[] {
  return log.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('settings that are wrong', () => {
  const wrong: [string, Record<string, string>, string][] = [
    [
      'the source',
      { BEDROCK_SPEND_SOURCE: 'clouds' },
      'The source must be files or cloudwatch, not "clouds".',
    ],
    ['the log level', { BEDROCK_SPEND_LOG_LEVEL: 'loud' }, 'The log level must be one of'],
    ['the settings', { BEDROCK_SPEND_SERVER_SETTINGS: '{"paths":[' }, 'it is not JSON'],
    ['a setting', { BEDROCK_SPEND_SERVER_SETTINGS: '{"apikeys":[]}' }, 'did you mean "apiKeys"?'],
    [
      'the session keys',
      { BEDROCK_SPEND_SESSION_KEYS: 'short' },
      'BEDROCK_SPEND_SESSION_KEYS must be',
    ],
    ['the time zone', { BEDROCK_SPEND_TIME_ZONE: 'Mars/Olympus' }, 'Mars/Olympus'],
  ];

  it.each(wrong)(
    '%s: the log has one sentence of it, and a request one that leads there',
    async (_, variables, sentence) => {
      const handle = await instanceOf(variables);
      const answer = await handle(restApiEvent(initialize), testContext({ requestId: 'r-1' }));

      expect(lines()).toEqual([
        expect.objectContaining({
          level: 'error',
          problem: expect.stringContaining(sentence) as string,
          msg: 'the server cannot start: every request is answered 500',
        }),
      ]);
      expect(answer.statusCode).toBe(500);
      expect(JSON.parse(answer.body)).toEqual({
        jsonrpc: '2.0',
        id: null,
        error: {
          code: -32603,
          message: 'The server could not start: its log says why (request r-1).',
        },
      });
    },
  );

  it('are looked at again after a while: what is missing may have come', async () => {
    const variables: Record<string, string> = { ...env, BEDROCK_SPEND_SOURCE: 'clouds' };
    let nowMs = 0;
    const server = await startLambdaServer({
      env: variables,
      destination: quiet,
      nowMs: () => nowMs,
    });
    const handle = bufferedHandlerOf(server);
    variables['BEDROCK_SPEND_SOURCE'] = 'cloudwatch';

    const early = await handle(restApiEvent(initialize), testContext());
    nowMs = 5000;
    const later = await handle(restApiEvent(initialize), testContext());

    expect([early.statusCode, later.statusCode]).toEqual([500, 200]);
  });
});

describe('the environment', () => {
  it('says where the paths of the server begin', async () => {
    const handle = await instanceOf({ BEDROCK_SPEND_BASE_PATH: 'spend/' });
    const { pathParameters: _, ...event } = httpApiEvent({ method: 'GET', path: '/spend/healthz' });

    const found = await handle({ ...event, routeKey: '$default' }, testContext());

    expect(found.statusCode).toBe(200);
  });

  it('says how long calls may take', async () => {
    const limits = { BEDROCK_SPEND_SERVER_SETTINGS: '{"limits":{"callSeconds":120}}' };
    const server = await startLambdaServer({ env: { ...env, ...limits }, destination: quiet });

    expect((await server.app())?.isLimitGiven).toBe(true);
  });

  it('says which keys there are besides those of the gateway', async () => {
    const handle = await instanceOf({ BEDROCK_SPEND_LOG_LEVEL: 'silent' });

    expect((await handle(restApiEvent(initialize), testContext())).statusCode).toBe(200);
    expect((await handle(httpApiEvent(initialize), testContext())).statusCode).toBe(401);
    expect(log).toEqual([]);
  });
});

it('what was counted is written once a request has been answered', async () => {
  const metrics: Record<string, unknown>[] = [];
  const server = await startLambdaServer({
    env: { ...env, AWS_LAMBDA_FUNCTION_NAME: 'spend' },
    destination: quiet,
    writeMetrics: (line) => metrics.push(JSON.parse(line) as Record<string, unknown>),
  });
  const handle = bufferedHandlerOf(server);

  await handle(restApiEvent({ method: 'GET', path: '/healthz' }), testContext());
  await handle(restApiEvent(initialize), testContext());
  await handle(httpApiEvent(initialize), testContext());

  expect(metrics).toEqual([
    expect.objectContaining({ FunctionName: 'spend', Requests: 1 }),
    expect.objectContaining({ FunctionName: 'spend', Requests: 1, Refusals: 1 }),
  ]);
});

describe('two instances with the same keys and table', () => {
  it('serve the same sessions: one opens, another answers, and the end is for all', async () => {
    const dynamodb = await spawnDynamodb();
    onTestFinished(() => dynamodb.stop());
    await dynamodb.createTable('sessions');
    for (const [name, value] of Object.entries(dynamodb.environment)) vi.stubEnv(name, value);
    const table = { BEDROCK_SPEND_SERVER_SETTINGS: '{"sessions":{"table":"sessions"}}' };
    const [one, two] = [await instanceOf(table), await instanceOf(table)];

    const opened = await one(restApiEvent(initialize), testContext());
    const headers = { 'Mcp-Session-Id': opened.headers?.['mcp-session-id'] ?? '' };
    const greeting = {
      id: 2,
      method: 'tools/call',
      params: { name: 'greet', arguments: { name: 'Ana' } },
    };
    const called = await two(restApiEvent(messageOf(greeting, { headers })), testContext());
    const ended = await one(restApiEvent({ method: 'DELETE', headers }), testContext());
    const after = await two(restApiEvent(messageOf(greeting, { headers })), testContext());

    expect(called.body).toContain('Hello, Ana!');
    expect([opened.statusCode, called.statusCode, ended.statusCode, after.statusCode]).toEqual([
      200, 200, 200, 404,
    ]);
  });
});

const lambdaModule = new URL('../lambda.ts', import.meta.url).href;
const storeModule = new URL('../dynamodb.ts', import.meta.url).href;

/** Names of the packages that are loaded with these modules, in a process with the settings of a function. */
async function packagesLoadedWith(...modules: string[]): Promise<string[]> {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = new Set();
    registerHooks({
      load(url, context, next) {
        loaded.add(url);
        return next(url, context);
      },
    });
    for (const url of ${JSON.stringify(modules)}) await import(url);
    console.log(JSON.stringify([...loaded]));
  `;
  const settings = {
    BEDROCK_SPEND_SERVER_SETTINGS: '{"sessions":{"table":"sessions"}}',
    BEDROCK_SPEND_LOG_LEVEL: 'silent',
  };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@bedrock-spend/source', '--input-type=module', '--eval', script],
    { env: { ...process.env, ...env, ...settings } },
  );
  const names = (JSON.parse(stdout) as string[]).map(
    (url) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}

describe('the module that Lambda loads', () => {
  it('loads no client of AWS before a request needs one', async () => {
    const atStart = await packagesLoadedWith(lambdaModule);
    const withStore = await packagesLoadedWith(lambdaModule, storeModule);

    expect(atStart).toContain('@modelcontextprotocol/sdk');
    expect(atStart.filter((name) => /^@(aws-sdk|smithy|aws-crypto)\//.test(name))).toEqual([]);
    expect(withStore).toContain('@aws-sdk/client-dynamodb');
  });
});
