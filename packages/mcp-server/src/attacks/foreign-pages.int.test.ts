import type { LookupFunction } from 'node:net';
import { request } from 'node:http';

import { describe, expect, it } from 'vitest';

import { refuseForeign } from '../access/refuse-foreign.ts';
import type { AppGuards } from '../http.ts';
import { callMessage, initializeMessage, openSession, post } from '../json-rpc.testing.ts';
import { guardedServer, type GuardedServer } from './guarded-server.testing.ts';

const evilName = 'rebound.evil.example';
const evilPage = 'https://evil.example';

const withoutHostCheck: AppGuards = {
  refuseForeign: (options) =>
    refuseForeign({ ...options, allowedHosts: [...options.allowedHosts, evilName] }),
};
const withoutOriginCheck: AppGuards = {
  refuseForeign: (options) =>
    refuseForeign({ ...options, allowedOrigins: [...options.allowedOrigins, evilPage] }),
};

const withoutEither: AppGuards = {
  refuseForeign: () => async (_context, next) => next(),
};

describe('DNS rebinding', () => {
  it('lets a page open a session of a server on this machine, unless its Host or its Origin is checked', async () => {
    const open = await guardedServer({}, withoutEither);
    const guards = [withoutHostCheck, withoutOriginCheck, {}];

    expect(await rebound(open, 'POST')).toMatchObject({ status: 200, session: expect.any(String) });
    for (const guard of guards) {
      const guarded = await guardedServer({}, guard);
      expect(await rebound(guarded, 'POST')).toMatchObject({ status: 403, session: undefined });
    }
  });

  it('lets a page read what a GET tells, for which browsers send no Origin, unless its Host is checked', async () => {
    const open = await guardedServer({}, withoutHostCheck);
    const guarded = await guardedServer();

    const seen = await rebound(open, 'GET', '/metrics');
    const refused = await rebound(guarded, 'GET', '/metrics');

    expect(seen.text).toContain('bedrock_spend_');
    expect(refused.status).toBe(403);
    expect(refused.text).not.toContain('bedrock_spend_');
  });
});

describe('a foreign Host', () => {
  it('is served where it is not checked, and refused where it is', async () => {
    const open = await guardedServer({}, withoutHostCheck);
    const guarded = await guardedServer();
    const headers = { Host: evilName };

    expect((await asked(open, { headers })).status).toBe(200);
    expect((await asked(guarded, { headers })).status).toBe(403);
  });
});

describe('a foreign Origin', () => {
  it('calls a tool and reads the answer where it is not checked, and is refused where it is', async () => {
    const headers = { Origin: evilPage };
    const attack = async ({ url }: GuardedServer) => {
      const session = await openSession(url);
      const response = await post(url, callMessage('greet', { name: 'Eve' }), { session, headers });
      const isReadable = response.headers.get('access-control-allow-origin') === evilPage;
      return { status: response.status, isReadable, text: await response.text() };
    };

    const succeeded = await attack(await guardedServer({}, withoutOriginCheck));
    const refused = await attack(await guardedServer());

    expect(succeeded).toMatchObject({ status: 200, isReadable: true });
    expect(succeeded.text).toContain('Hello, Eve!');
    expect(refused).toMatchObject({ status: 403, isReadable: false });
    expect(refused.text).not.toContain('Eve');
  });
});

interface Answer {
  status: number | undefined;
  session: string | undefined;
  text: string;
}

/** The page's own name server, which says now that the page is at this machine. */
const lookup: LookupFunction = (_name, { all }, found) => {
  if (all === true) found(null, [{ address: '127.0.0.1', family: 4 }]);
  else found(null, '127.0.0.1', 4);
};

/** As a browser asks that was told by the page's own name server that the page is at this machine now. */
function rebound({ port }: GuardedServer, method: 'GET' | 'POST', path = '/mcp'): Promise<Answer> {
  // For a browser the page is at its own name still, and a GET is one of the page's own.
  const headers = method === 'POST' ? { Origin: `http://${evilName}:${port}` } : undefined;
  return asked(
    { port },
    {
      method,
      path,
      name: evilName,
      lookup,
      ...(headers !== undefined && { headers }),
    },
  );
}

interface Asking {
  method?: 'GET' | 'POST';
  path?: string;
  headers?: Record<string, string>;
  name?: string;
  lookup?: LookupFunction;
}

/** Asks with a Host that `fetch` would not send. */
function asked({ port }: Pick<GuardedServer, 'port'>, asking: Asking): Promise<Answer> {
  const { method = 'POST', path = '/mcp', name: host = '127.0.0.1', lookup } = asking;
  const headers = {
    Accept: 'application/json, text/event-stream',
    'Content-Type': 'application/json',
    ...asking.headers,
  };
  const place = { host, port, path, method, headers, ...(lookup !== undefined && { lookup }) };
  return new Promise((resolve, reject) => {
    const sent = request(place, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const session = response.headers['mcp-session-id'];
        resolve({ status: response.statusCode, session: session?.toString(), text });
      });
    });
    sent.on('error', reject).end(method === 'POST' ? JSON.stringify(initializeMessage) : undefined);
  });
}
