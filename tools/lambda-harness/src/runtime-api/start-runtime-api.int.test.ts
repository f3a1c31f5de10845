import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { afterEach, beforeEach, expect, test } from 'vitest';

import type { ReportedError } from './reported-error.ts';
import { startRuntimeApi, type RuntimeApi, type RuntimeResponse } from './start-runtime-api.ts';

const told: unknown[] = [];
let api: RuntimeApi;
let respond: (response: RuntimeResponse) => Promise<boolean>;

beforeEach(async () => {
  told.length = 0;
  respond = async () => true;
  api = await startRuntimeApi({
    next: () => told.push('next'),
    initFailed: ({ error }) => told.push({ initFailed: error }),
    responded: (response) => respond(response),
    failed: (requestId: string, { error }: ReportedError) => told.push({ requestId, error }),
  });
});

afterEach(() => api.close());

function at(path: string): string {
  return `http://${api.address}/2018-06-01/runtime${path}`;
}

test('A client that asks for the next call waits until there is one', async () => {
  const asked = fetch(at('/invocation/next'));
  await expect.poll(() => told).toEqual(['next']);
  api.call({
    requestId: 'request-1',
    deadlineMs: 1_800_000_000_000,
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    traceId: 'Root=1-2-3',
    event: '{"grün":1}',
  });
  const response = await asked;
  expect(await response.json()).toEqual({ grün: 1 });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'lambda-runtime-aws-request-id': 'request-1',
    'lambda-runtime-deadline-ms': '1800000000000',
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:f',
    'lambda-runtime-trace-id': 'Root=1-2-3',
  });
});

test('A client that waits for nothing is given no call', () => {
  const call = { requestId: '1', deadlineMs: 0, functionArn: '', traceId: '', event: '{}' };
  expect(() => api.call(call)).toThrow('does not wait');
});

test('Failures are told with what the client says of them, whatever it is', async () => {
  const body = '{"errorType":"TypeError","errorMessage":"No.","trace":["at a"]}';
  const response = await fetch(at('/invocation/request-1/error'), { method: 'POST', body });
  expect(response.status).toBe(202);
  await fetch(at('/init/error'), { method: 'POST', body: 'no JSON' });
  expect(told).toEqual([
    {
      requestId: 'request-1',
      error: { errorType: 'TypeError', errorMessage: 'No.', trace: ['at a'] },
    },
    { initFailed: { errorType: 'Runtime.Unknown', errorMessage: 'no JSON' } },
  ]);
});

test.each([
  [true, 202],
  [false, 413],
])('A response that is accepted (%s) gets status %d', async (isAccepted, status) => {
  respond = async ({ requestId, isStreaming, contentType, body }) => {
    told.push({ requestId, isStreaming, contentType, body: (await buffer(body)).toString() });
    return isAccepted;
  };
  const response = await fetch(at('/invocation/request-1/response'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  expect(response.status).toBe(status);
  expect(told).toEqual([
    {
      requestId: 'request-1',
      isStreaming: false,
      contentType: 'application/json',
      body: '{"a":1}',
    },
  ]);
});

test('A streamed response is passed on while it is written, and its trailers tell of a failure', async () => {
  const first = Promise.withResolvers<string>();
  const failure = Promise.withResolvers<ReportedError | null>();
  respond = async ({ isStreaming, body, trailingError }) => {
    body.once('data', (chunk: Buffer) => first.resolve(`${isStreaming} ${chunk.toString()}`));
    await once(body, 'end');
    failure.resolve(trailingError());
    return true;
  };
  const error = { errorType: 'Error', errorMessage: 'Midway.', trace: ['x'.repeat(50_000)] };
  const request = httpRequest(at('/invocation/request-1/response'), {
    method: 'POST',
    headers: {
      'lambda-runtime-function-response-mode': 'streaming',
      'transfer-encoding': 'chunked',
      trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
    },
  });
  request.write('half');
  expect(await first.promise).toBe('true half');
  request.addTrailers({
    'Lambda-Runtime-Function-Error-Type': 'Error',
    'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(error)).toString('base64'),
  });
  request.end();
  expect((await failure.promise)?.error).toEqual(error);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(202);
  response.resume();
});

test('There is nothing at other paths', async () => {
  expect((await fetch(at('/other'))).status).toBe(404);
});
