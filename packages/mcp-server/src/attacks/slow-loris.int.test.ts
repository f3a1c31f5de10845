import { once } from 'node:events';
import { connect } from 'node:net';

import { expect, it, onTestFinished } from 'vitest';

import type { ConnectionLimits } from '../http/connections.ts';
import { testServer, type TestServer } from '../test-server.testing.ts';

const maxConnections = 3;
const never = 600_000;

it.each([
  {
    what: 'headers',
    beginning: 'POST /mcp HTTP/1.1\r\nHost: localhost\r\n',
    drop: 'X-Slow: 1\r\n',
    off: { headersTimeoutMs: never, requestTimeoutMs: never },
    on: { headersTimeoutMs: 1000, requestTimeoutMs: never },
  },
  {
    what: 'a body',
    beginning:
      'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n',
    drop: ' ',
    off: { headersTimeoutMs: 1000, requestTimeoutMs: never },
    on: { headersTimeoutMs: 1000, requestTimeoutMs: 1200 },
  },
])(
  'slow-loris with $what keeps others out as long as it likes where no time is set, and is cut off otherwise',
  async ({ beginning, drop, off, on }) => {
    const open = await attacked(off, { beginning, drop });
    const guarded = await attacked(on, { beginning, drop });

    await new Promise((resolve) => {
      setTimeout(resolve, 2500);
    });

    expect(await isServing(open)).toBe(false);
    await expect.poll(() => isServing(guarded), { timeout: 10_000 }).toBe(true);
  },
);

/** A server all of whose connections somebody has taken who sends drop by drop. */
async function attacked(
  limits: ConnectionLimits,
  { beginning, drop }: { beginning: string; drop: string },
): Promise<TestServer> {
  const server = await testServer({ connections: { ...limits, maxConnections } });
  for (let count = 0; count < maxConnections; count += 1) {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(beginning);
    const drip = setInterval(() => socket.write(drop), 50);
    socket.on('close', () => clearInterval(drip));
    onTestFinished(() => {
      clearInterval(drip);
      socket.destroy();
    });
  }
  expect(await isServing(server)).toBe(false);
  return server;
}

async function isServing({ url }: TestServer): Promise<boolean> {
  try {
    return (await fetch(new URL('/healthz', url), { headers: { Connection: 'close' } })).ok;
  } catch {
    return false;
  }
}
