import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import {
  apiKey,
  residentBytes,
  taskRootOf,
  testFunction,
  testRestApi,
} from './function.testing.ts';

let taskRoot: Awaited<ReturnType<typeof taskRootOf>>;

beforeAll(async () => {
  taskRoot = await taskRootOf('odd-answers.testing.ts');
});
afterAll(() => taskRoot.remove());

async function restApi() {
  const target = await testFunction({ taskRoot: taskRoot.folder });
  const url = await testRestApi(target);
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, headers: { 'x-api-key': apiKey, ...init.headers } });
  // What follows is not about starts.
  await (await ask('/alive')).text();
  return { target, ask };
}

describe('through the runtime client of Lambda and a REST API that streams', () => {
  it('status and headers arrive before the first piece of a body that takes its time', async () => {
    const { ask } = await restApi();
    const startMs = performance.now();

    const response = await ask('/late?ms=1500');
    const headersMs = performance.now() - startMs;
    const body = await response.text();
    const bodyMs = performance.now() - startMs;

    expect(headersMs).toBeLessThan(700);
    expect(bodyMs).toBeGreaterThan(1400);
    expect(body).toBe('data: late\n\n');
  });

  it('events that break off end with an error for who asked, and the instance goes on', async () => {
    const { target, ask } = await restApi();

    const message = { jsonrpc: '2.0', id: 'call-1', method: 'tools/call', params: {} };
    const response = await ask('/break-events', { method: 'POST', body: JSON.stringify(message) });
    const text = await response.text();
    const after = await ask('/alive');

    expect(response.status).toBe(200);
    expect(text).toContain('notifications/message');
    expect(text).toContain('"id":"call-1","error":{"code":-32603,"message":"The answer broke off');
    expect(text).not.toContain('fire');
    expect(await after.text()).toBe('alive');
    expect(target.coldStarts).toBe(1);
    await expect.poll(() => target.reports.length).toBeGreaterThan(1);
    const [line] = linesOf(target.instances[0]?.log() ?? '', 'the answer broke off');
    expect(line).toMatchObject({ level: 'error', requestId: target.reports[1]?.requestId });
  });

  it('any other body that breaks off is seen to be broken, and the instance goes on', async () => {
    const { target, ask } = await restApi();

    const response = await ask('/break-json');
    const reading = response.text();

    await expect(reading).rejects.toThrow('terminated');
    expect(await (await ask('/alive')).text()).toBe('alive');
    expect(target.coldStarts).toBe(1);
    // Lambda reports a call when its instance is free again, which may be after the answer.
    await expect.poll(() => target.reports.map(({ status }) => status)).toContain('error');
  });

  it('20 MB arrive byte for byte', async () => {
    const { ask } = await restApi();
    const bytes = 20 * 2 ** 20;

    const body = Buffer.from(await (await ask(`/big?bytes=${bytes}`)).arrayBuffer());

    const piece = Buffer.from(Uint8Array.from({ length: 64 * 1024 }, (_, index) => index % 251));
    expect(body.byteLength).toBe(bytes);
    expect(hashOf(body)).toBe(hashOf(Buffer.concat(Array.from({ length: 320 }, () => piece))));
  });

  it("a slow reader fills nobody's memory", async () => {
    const { target, ask } = await restApi();
    const before = await residentBytes(target);
    const response = await ask(`/big?bytes=${150 * 2 ** 20}`);
    const reader = response.body!.getReader();
    const seen: number[] = [];
    for (let piece = 0; piece < 10; piece += 1) {
      await reader.read();
      await wait(100);
      seen.push((await residentBytes(target)) - before);
    }
    await reader.cancel();

    // Of 150 MB, next to nothing is made before it is taken.
    expect(Math.max(...seen)).toBeLessThan(50 * 2 ** 20);
  });

  it('bytes of any kind and texts of any language arrive as they were sent', async () => {
    const { ask } = await restApi();
    const bytes = Buffer.from(Uint8Array.from({ length: 4096 }, (_, index) => index % 256));
    const text = 'Žluťoučký kůň 東京 🐎'.repeat(1000);
    const echo = (body: Buffer<ArrayBuffer> | string, type: string) =>
      ask('/echo', { method: 'POST', body, headers: { 'Content-Type': type } });

    const echoed = await echo(bytes, 'application/octet-stream');
    const spoken = await echo(text, 'text/plain; charset=utf-8');

    expect(Buffer.from(await echoed.arrayBuffer())).toEqual(bytes);
    expect(await spoken.text()).toBe(text);
    expect(decodeURIComponent(spoken.headers.get('x-name') ?? '')).toBe('café');
  });

  it('an answer without a body keeps its status and each cookie', async () => {
    const { ask } = await restApi();

    const response = await ask('/cookies');

    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('a client that hangs up leaves an instance that answers the next', async () => {
    const { target, ask } = await restApi();
    const leaving = new AbortController();
    const response = await ask('/late?ms=800', { signal: leaving.signal });
    expect(response.status).toBe(200);

    leaving.abort();
    await vi.waitFor(() => expect(target.reports).toHaveLength(2), { timeout: 5000 });
    const after = await ask('/alive');

    expect(await after.text()).toBe('alive');
    expect(target.coldStarts).toBe(1);
    await expect.poll(() => target.reports.length).toBeGreaterThan(1);
    expect(target.reports[1]).not.toHaveProperty('status');
  });
});

async function bufferedApi() {
  const target = await testFunction({
    taskRoot: taskRoot.folder,
    handler: 'lambda.bufferedHandler',
  });
  const url = await testRestApi(target, { transferMode: 'BUFFERED' });
  return (path: string) => fetch(url + path, { headers: { 'x-api-key': apiKey } });
}

describe('through the runtime client of Lambda and a REST API that does not stream', () => {
  it('4 MB of bytes arrive, and 6 MB are an error that says what to do', async () => {
    const ask = await bufferedApi();

    const most = await ask(`/big?bytes=${4 * 2 ** 20}`);
    const tooMuch = await ask(`/big?bytes=${6 * 2 ** 20}`);

    expect((await most.arrayBuffer()).byteLength).toBe(4 * 2 ** 20);
    expect(tooMuch.status).toBe(413);
    expect(await tooMuch.json()).toMatchObject({
      error: { message: expect.stringContaining('larger than the 6 MB') as string },
    });
  });

  it('an answer that breaks off is an error, and no half of it arrives', async () => {
    const response = await (await bufferedApi())('/break-json');

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('half');
  });
});

function linesOf(log: string, message: string): Record<string, unknown>[] {
  return log
    .split('\n')
    .filter((line) => line.includes(message))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
