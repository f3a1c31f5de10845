import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeAll, expect, test } from 'vitest';

import { processInstances } from '../instance/process-instances.ts';
import { installRuntimeClient } from '../runtime-client/install-runtime-client.ts';
import type { Invocation, InvocationMode, LambdaFunction } from './lambda-function.ts';
import { startFunction, type FunctionOptions } from './start-function.ts';

const taskRoot = fileURLToPath(new URL('../../handlers/', import.meta.url));
const opened: LambdaFunction[] = [];
let runtimeClient: string;

beforeAll(async () => {
  runtimeClient = await installRuntimeClient();
}, 600_000);

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

async function start(
  module: 'streaming' | 'buffered' | 'broken' | 'hanging',
  options: Partial<FunctionOptions> = {},
): Promise<LambdaFunction> {
  const handler = `${module}.handler`;
  const started = await startFunction({
    startInstance: processInstances({ taskRoot, handler, runtimeClient }),
    environment: {},
    memoryMb: 256,
    timeoutMs: 20_000,
    ...options,
  });
  opened.push(started);
  return started;
}

/** A whole call of the streaming function, without metadata. */
async function call(
  target: LambdaFunction,
  order: object,
  mode: InvocationMode = 'streaming',
): Promise<Invocation & { text: string; failure: string | null }> {
  const invocation = await target.invoke({ isBare: true, ...order }, { mode });
  let received = '';
  let failure: string | null = null;
  try {
    for await (const chunk of invocation.payload as AsyncIterable<Buffer>)
      received += chunk.toString();
  } catch (error) {
    failure = (error as Error).message;
  }
  return { ...invocation, text: received, failure };
}

test('A streamed response arrives as it is written, behind metadata and eight NUL bytes', async () => {
  const target = await start('streaming');
  const invocation = await target.invoke({ count: 4, everyMs: 100 }, { mode: 'streaming' });
  expect(invocation.contentType).toBe('application/vnd.awslambda.http-integration-response');
  const times: number[] = [];
  let received = '';
  for await (const chunk of invocation.payload as AsyncIterable<Buffer>) {
    times.push(performance.now());
    received += chunk.toString();
  }
  expect(received).toMatch(/^\{"statusCode":200,.*\}\0{8}note 0\nnote 1\nnote 2\nnote 3\n$/u);
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(250);
  const { error, report } = await invocation.completed;
  expect(error).toBe(null);
  expect(report.durationMs).toBeGreaterThan(350);
  expect(report.initDurationMs).toBeGreaterThan(0);
  expect(report.maxMemoryUsedMb).toBeGreaterThan(20);
});

test('An instance takes the next call when it is free, and the log has a REPORT of each', async () => {
  const target = await start('streaming');
  for (let index = 0; index < 5; index += 1) {
    const { completed } = await call(target, { count: 1, everyMs: 1 });
    await completed;
  }
  expect(target.coldStarts).toBe(1);
  expect(target.reports.map(({ initDurationMs }) => initDurationMs === null)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
  expect(target.log().match(/^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled/gmu)).toHaveLength(
    5,
  );
  expect(target.log().match(/\tInit Duration: /gu)).toHaveLength(1);
});

test('Calls at one time have an instance each, and one more than allowed is refused', async () => {
  const target = await start('streaming', { maxConcurrency: 4 });
  const calls = [1, 2, 3, 4].map(() => call(target, { do: 'echo' }));
  await expect(call(target, {})).rejects.toMatchObject({
    code: 'TooManyRequestsException',
    status: 429,
  });
  const pids = (await Promise.all(calls)).map(
    (each) => (JSON.parse(each.text) as { pid: number }).pid,
  );
  expect(new Set(pids).size).toBe(4);
  expect(target.coldStarts).toBe(4);
  await call(target, { do: 'echo' });
  expect(target.coldStarts).toBe(4);
});

test('An instance that is killed amid its response: its caller is cut off, the next has a new one', async () => {
  const target = await start('streaming');
  const invocation = await target.invoke({ isBare: true, count: 50 }, { mode: 'streaming' });
  const chunks = invocation.payload[Symbol.asyncIterator]();
  expect(String((await chunks.next()).value)).toBe('note 0\n');
  await invocation.instance.kill('SIGKILL');
  await expect(chunks.next()).rejects.toThrow('Runtime exited with error: signal: killed');
  expect(target.instances).toEqual([]);
  expect((await call(target, { count: 1 })).text).toBe('note 0\n');
  expect(target.coldStarts).toBe(2);
});

test('An instance that dies while nobody calls is replaced at the next call', async () => {
  const target = await start('streaming');
  await call(target, { count: 1 });
  await target.instances[0]?.kill();
  expect(await call(target, { count: 1 })).toMatchObject({ text: 'note 0\n', functionError: null });
  expect(target.coldStarts).toBe(2);
});

test('A call over its time is ended with its instance', async () => {
  const target = await start('streaming', { timeoutMs: 300 });
  const late = await call(target, { count: 50 });
  expect(late.text).toMatch(/^note 0\nnote 1\n/u);
  expect(late.failure).toContain('Task timed out after 0.30 seconds');
  expect((await late.completed).report.status).toBe('timeout');
  expect(await call(target, { count: 1, everyMs: 1 })).toMatchObject({
    text: 'note 0\n',
    failure: null,
  });
  expect(target.coldStarts).toBe(2);
  const buffered = await call(target, { count: 50 }, 'buffered');
  expect(buffered.functionError?.errorType).toBe('Sandbox.Timedout');
});

test('A program that exits amid its response has delivered what it wrote before', async () => {
  const target = await start('streaming');
  const cut = await call(target, { do: 'exitMidway' });
  expect(cut.text).toBe('half of it');
  expect(cut.failure).toContain('Runtime exited with error: exit status 7');
});

test('A failure before the response is the answer, one amid it cuts it, and neither ends the instance', async () => {
  const target = await start('streaming');
  const before = await call(target, { do: 'failBefore' });
  expect(before.functionError).toMatchObject({ errorType: 'TypeError', errorMessage: 'Before.' });
  expect(JSON.parse(before.text)).toMatchObject({
    errorType: 'TypeError',
    errorMessage: 'Before.',
  });
  const amid = await call(target, { do: 'failMidway' });
  expect([amid.functionError, amid.text, amid.failure]).toEqual([
    null,
    'half of it',
    'Error: Midway.',
  ]);
  expect((await amid.completed).report.status).toBe('error');
  expect(target.coldStarts).toBe(1);
});

test.each([
  ['broken', 'Error', 'The module does not load.'],
  ['hanging', 'Sandbox.Timedout', 'Error: Init timed out after 0.40 seconds'],
] as const)(
  'A %s module is tried twice, and the caller learns why',
  async (module, type, message) => {
    const target = await start(module, { initTimeoutMs: 300, timeoutMs: 400 });
    const invocation = await target.invoke({}, { mode: 'buffered' });
    expect(invocation.functionError).toMatchObject({ errorType: type, errorMessage: message });
    expect(target.log().match(/^INIT_REPORT /gmu)).toHaveLength(2);
    await invocation.instance.ended;
    expect(target.instances).toEqual([]);
  },
);

test('A buffered response may have 6 MB, a streamed one 200', async () => {
  const buffered = await start('buffered');
  const fits = await call(buffered, { do: 'large', bytes: 6_000_000 }, 'buffered');
  expect([fits.functionError, fits.text.length]).toEqual([null, 6_000_011]);
  const large = await call(buffered, { do: 'large', bytes: 6_400_000 }, 'buffered');
  expect(large.functionError?.errorType).toBe('Function.ResponseSizeTooLarge');
  const streaming = await start('streaming');
  const bytes = await receivedBytes(streaming, 50 * 1024 * 1024);
  expect(bytes).toEqual({ bytes: 50 * 1024 * 1024, failure: null });
  const cut = await receivedBytes(streaming, 201 * 1024 * 1024);
  expect(cut.failure).toContain('Function.ResponseSizeTooLarge');
  expect(cut.bytes).toBeLessThanOrEqual(200 * 1024 * 1024);
}, 60_000);

async function receivedBytes(target: LambdaFunction, wantedBytes: number) {
  const order = { isBare: true, do: 'large', bytes: wantedBytes };
  const { payload } = await target.invoke(order, { mode: 'streaming' });
  let bytes = 0;
  try {
    for await (const chunk of payload as AsyncIterable<Buffer>) bytes += chunk.length;
    return { bytes, failure: null };
  } catch (error) {
    return { bytes, failure: (error as Error).message };
  }
}

test('An event of more than 6 MB is refused', async () => {
  const target = await start('buffered');
  const event = { text: 'x'.repeat(6_300_000) };
  await expect(target.invoke(event, { mode: 'buffered' })).rejects.toMatchObject({ status: 413 });
  expect(target.coldStarts).toBe(0);
});

test('A function sees what Lambda sets and its own variables, and nothing else of this machine', async () => {
  process.env['OF_THIS_MACHINE'] = 'secret';
  const target = await start('buffered', {
    environment: { OWN: 'mine', AWS_REGION: 'overwritten' },
    region: 'eu-central-1',
    functionName: 'spend',
    timeoutMs: 5000,
  });
  const invocation = await target.invoke({}, { mode: 'buffered' });
  const { body } = JSON.parse(await text(invocation.payload)) as { body: string };
  const seen = JSON.parse(body) as Record<string, unknown> & { environment: object };
  expect(seen['requestId']).toBe(invocation.requestId);
  expect(seen['memoryMb']).toBe('256');
  expect(seen['remainingMs']).toBeGreaterThan(4000);
  expect(seen.environment).toMatchObject({
    OWN: 'mine',
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_NAME: 'spend',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    LAMBDA_TASK_ROOT: taskRoot,
    _HANDLER: 'buffered.handler',
  });
  expect(seen.environment).not.toHaveProperty('OF_THIS_MACHINE');
  expect(target.arn).toBe('arn:aws:lambda:eu-central-1:123456789012:function:spend');
});

test('A closed function has left nothing behind', async () => {
  const target = await start('streaming');
  await Promise.all([call(target, { count: 1 }), call(target, { count: 1 })]);
  const pids = target.instances.map(({ pid }) => pid);
  expect(pids).toHaveLength(2);
  await target.close();
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(target.invoke({}, { mode: 'buffered' })).rejects.toThrow('closed');
});

test.each([false, true])(
  'What a function leaves undone when it has answered waits for the next call where instances are frozen: %s',
  async (isFrozenBetween) => {
    const target = await start('streaming', { isFrozenBetween });
    const first = await call(target, { do: 'linger', forMs: 200 });
    await first.completed;
    await delay(600);
    expect(first.instance.log().includes('lingered')).toBe(!isFrozenBetween);

    const second = await call(target, { count: 2, everyMs: 100 });

    expect(second.text).toBe('note 0\nnote 1\n');
    expect(second.instance.pid).toBe(first.instance.pid);
    expect(second.instance.log()).toContain('lingered');
  },
);
