import { describe, expect, it } from 'vitest';

import { createGate } from '../../gate.testing.ts';
import { callMessage, errorOf, openSession, post } from '../../json-rpc.testing.ts';
import { testClient, testServer } from '../../test-server.testing.ts';
import { createApiKey } from '../api-key.ts';
import type { CallLimits } from './call-limits.ts';

const [ana, ben] = [createApiKey(), createApiKey()];
const access = {
  apiKeys: [
    { name: 'ana', sha256: ana.sha256 },
    { name: 'ben', sha256: ben.sha256 },
  ],
};
const ping = { jsonrpc: '2.0', id: 9, method: 'ping' };

describe('messages in a minute', () => {
  it('beyond the limit are answered 429, and when to come back, for this caller alone', async () => {
    const server = await testServer({ access, limits: { requestsPerMinute: 5 } });
    const headers = { 'x-api-key': ana.key };

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(server.url, ping, { headers })),
    );
    const other = await post(server.url, ping, { headers: { 'x-api-key': ben.key } });

    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    const [first] = refused;
    expect(Number(first?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(first?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await errorOf(first as Response)).message).toMatch(/^Too many requests: try again in/);
    expect(other.status).not.toBe(429);
    expect(server.log.filter(({ refused: why }) => why === 'rate')).toHaveLength(3);
  });

  it('count each message of a batch', async () => {
    const { url } = await testServer({ access, limits: { requestsPerMinute: 25 } });
    const headers = { 'x-api-key': ana.key };
    const batch = Array.from({ length: 15 }, (_message, id) => ({ ...ping, id }));

    expect((await post(url, batch, { headers })).status).not.toBe(429);
    expect((await post(url, batch, { headers })).status).toBe(429);
  });

  it('are not limited on a server that only its own user reaches', async () => {
    const { url } = await testServer();

    const statuses = new Set<number>();
    for (let round = 0; round < 700; round += 1) {
      const response = await fetch(url, { method: 'DELETE' });
      statuses.add(response.status);
    }

    expect([...statuses]).toEqual([400]);
  });
});

describe('calls that run at a time', () => {
  it('beyond the limit are told to wait, and may come again when one has ended', async () => {
    const gate = createGate();
    const server = await testServer({ limits: { concurrentCalls: 1 }, wait: gate.wait });
    const client = await testClient(server);
    const running = client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } });
    await gate.reached;

    const refused = await client.callTool({ name: 'greet', arguments: { name: 'Ana' } });
    gate.open();
    await running;
    const taken = await client.callTool({ name: 'greet', arguments: { name: 'Ana' } });

    expect(refused).toMatchObject({
      isError: true,
      content: [
        { text: expect.stringMatching(/^Too many of your calls are running: wait/) as string },
      ],
    });
    expect(taken.isError).toBeUndefined();
  });

  it('are counted for each caller', async () => {
    const gate = createGate();
    const server = await testServer({ access, limits: { concurrentCalls: 1 }, wait: gate.wait });
    const [first, second] = [{ 'x-api-key': ana.key }, { 'x-api-key': ben.key }];
    const sessions = [
      await openSession(server.url, { headers: first }),
      await openSession(server.url, { headers: second }),
    ];
    const running = post(server.url, callMessage('multi-greet', { name: 'Ana' }), {
      session: sessions[0],
      headers: first,
    });
    await gate.reached;

    const other = await post(server.url, callMessage('greet', { name: 'Ben' }), {
      session: sessions[1],
      headers: second,
    });

    expect(await other.text()).toContain('Hello, Ben!');
    gate.open();
    expect(await (await running).text()).toContain('Good morning, Ana!');
  });

  it('hold for reading resources, too', async () => {
    const gate = createGate();
    const server = await testServer({ limits: { concurrentCalls: 1 }, wait: gate.wait });
    const client = await testClient(server);
    const running = client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } });
    await gate.reached;

    await expect(client.readResource({ uri: 'bedrock-spend://prices' })).rejects.toThrow(
      /Too many of your calls are running/,
    );
    gate.open();
    await running;
  });

  it('are free again after a call that was cancelled', async () => {
    const gate = createGate();
    const server = await testServer({ limits: { concurrentCalls: 1 }, wait: gate.wait });
    const client = await testClient(server);
    const cancel = new AbortController();
    const running = client
      .callTool({ name: 'multi-greet', arguments: { name: 'Ana' } }, undefined, {
        signal: cancel.signal,
      })
      .catch(() => 'cancelled');
    await gate.reached;
    cancel.abort();
    expect(await running).toBe('cancelled');

    await expect
      .poll(async () => client.callTool({ name: 'greet', arguments: { name: 'Ana' } }))
      .not.toHaveProperty('isError');
  });
});

describe('an argument', () => {
  it.each([
    ['a text', 'a'.repeat(5000)],
    ['a text in a list', ['us-east-1', 'a'.repeat(5000)]],
  ])('that is too long is refused: %s', async (_what, region) => {
    const client = await testClient(await testServer());

    const answer = await client.callTool({ name: 'bedrock-report', arguments: { region } });

    expect(answer).toMatchObject({
      isError: true,
      content: [{ text: 'Argument "region" is too long: at most 4096 characters.' }],
    });
  });
});

describe('a limit that cannot be', () => {
  it.each([
    [{ requestsPerMinute: 0 }, /requestsPerMinute as a whole number from 1 on/],
    [{ concurrentCalls: 1.5 }, /concurrentCalls as a whole number/],
    [{ scannedBytesPerDay: -1 }, /scannedBytesPerDay as a whole number from 0 on/],
    [{ paidRequestsPerDay: Number.NaN }, /paidRequestsPerDay as a whole number/],
    [{ requestsPerSecond: 5 }, /There is no limit "requestsPerSecond": there are/],
  ])('%j keeps the server from starting', async (limits, message) => {
    await expect(testServer({ limits: limits as CallLimits })).rejects.toThrow(message);
  });
});
