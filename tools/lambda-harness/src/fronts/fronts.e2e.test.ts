import { fileURLToPath } from 'node:url';

import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import type { LambdaFunction } from '../function/lambda-function.ts';
import { startFunction } from '../function/start-function.ts';
import { processInstances } from '../instance/process-instances.ts';
import { installRuntimeClient } from '../runtime-client/install-runtime-client.ts';
import type { Front } from './front.ts';
import { startFunctionUrl } from './function-url/start-function-url.ts';
import { startHttpApi } from './http-api/start-http-api.ts';
import { startLoadBalancer } from './load-balancer/start-load-balancer.ts';
import { startRestApi } from './rest-api/start-rest-api.ts';

const taskRoot = fileURLToPath(new URL('../../handlers/', import.meta.url));
const closing: (() => Promise<void>)[] = [];
let runtimeClient: string;
let streaming: LambdaFunction;
let buffered: LambdaFunction;

beforeAll(async () => {
  runtimeClient = await installRuntimeClient();
}, 600_000);

beforeEach(async () => {
  streaming = await start('streaming.handler');
  buffered = await start('buffered.handler');
});

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function start(handler: string): Promise<LambdaFunction> {
  const target = await startFunction({
    startInstance: processInstances({ taskRoot, handler, runtimeClient }),
    environment: {},
    memoryMb: 256,
    timeoutMs: 10_000,
  });
  closing.push(target.close);
  return target;
}

async function open(front: Promise<Front>): Promise<string> {
  const { url, close } = await front;
  closing.push(close);
  return url;
}

function restApi(target: LambdaFunction, transferMode: 'STREAM' | 'BUFFERED'): Promise<string> {
  const timeoutMs = transferMode === 'STREAM' ? 900_000 : 29_000;
  return open(
    startRestApi({
      target,
      transferMode,
      timeoutMs,
      stage: 'prod',
      apiKeys: [{ id: 'key-1', value: 'secret', name: 'one' }],
      isKeyRequired: true,
    }),
  );
}

async function order(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'x-api-key': 'secret', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

test.each([
  ['a REST API', () => restApi(streaming, 'STREAM')],
  [
    'a function URL',
    () =>
      open(
        startFunctionUrl({ target: streaming, invokeMode: 'RESPONSE_STREAM', authType: 'NONE' }),
      ),
  ],
])(
  'Through %s notes arrive one by one, and a failure cuts the answer off',
  async (_name, opening) => {
    const url = await opening();
    const response = await order(url, { do: 'notes', count: 5, everyMs: 100 });
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const times: number[] = [];
    for await (const _chunk of response.body ?? []) times.push(performance.now());
    expect(times).toHaveLength(5);
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - (times[index] ?? 0)).toBeGreaterThan(50);
    }
    expect((await order(url, { do: 'failBefore' })).status).toBe(502);
    for (const action of ['failMidway', 'exitMidway']) {
      const cut = await order(url, { do: action });
      expect(cut.status).toBe(200);
      await expect(cut.text()).rejects.toThrow('terminated');
    }
    expect((await order(url, { do: 'notes', count: 1 })).status).toBe(200);
  },
);

test('20 MB pass through a REST API that streams, but not the 6 MB of one that buffers', async () => {
  const large = await order(await restApi(streaming, 'STREAM'), { do: 'large', bytes: 20_000_000 });
  expect((await large.arrayBuffer()).byteLength).toBe(20_000_000);
  const none = await order(await restApi(streaming, 'BUFFERED'), { do: 'large', bytes: 8_000_000 });
  expect(none.status).toBe(502);
});

test.each<[string, () => Promise<string>]>([
  ['REST API', () => restApi(buffered, 'BUFFERED')],
  ['HTTP API', () => open(startHttpApi({ target: buffered }))],
  [
    'function URL',
    () => open(startFunctionUrl({ target: buffered, invokeMode: 'BUFFERED', authType: 'NONE' })),
  ],
  ['load balancer', () => open(startLoadBalancer({ target: buffered }))],
])('A function without streaming answers through a buffered %s', async (_name, opening) => {
  const response = await order(await opening(), { text: 'grün' });
  expect(response.status).toBe(200);
  const { event } = (await response.json()) as { event: { body: string } };
  expect(event.body).toBe('{"text":"grün"}');
});
