import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { eventRequest } from './event-request.ts';
import type { HttpEvent } from './http-event.ts';
import { readEvent } from './read-event.ts';
import {
  functionUrlDomain,
  functionUrlEvent,
  httpApiDomain,
  httpApiEvent,
  loadBalancerEvent,
  restApiDomain,
  restApiEvent,
  type SampleRequest,
} from './sample-events.testing.ts';

const fronts = {
  'a REST API': restApiEvent,
  'an HTTP API': httpApiEvent,
  'a function URL': functionUrlEvent,
  'a load balancer': (sample: SampleRequest) => loadBalancerEvent(sample),
  'a load balancer with lists': (sample: SampleRequest) =>
    loadBalancerEvent(sample, { hasLists: true }),
};

function read(event: unknown, basePath = ''): HttpEvent {
  const found = readEvent(event, basePath);
  if (found === null) throw new Error('No request was found in the event.');
  return found;
}

function requestOf(event: unknown, basePath = ''): Request {
  return eventRequest(read(event, basePath), new AbortController().signal);
}

function pathOf(event: unknown, basePath = ''): string {
  return new URL(requestOf(event, basePath).url).pathname;
}

describe.each(Object.entries(fronts))('an event of %s', (_, eventOf) => {
  it('is read as the request that the client has sent', async () => {
    const request = requestOf(
      eventOf({
        method: 'POST',
        path: '/mcp',
        headers: { Accept: 'text/event-stream', 'Mcp-Session-Id': 'abc', Cookie: 'a=1; b=2' },
        query: [['debug', '1']],
        body: '{"jsonrpc":"2.0"}',
      }),
    );

    expect(request.method).toBe('POST');
    expect(new URL(request.url).pathname).toBe('/mcp');
    expect(new URL(request.url).search).toBe('?debug=1');
    expect(request.headers.get('accept')).toBe('text/event-stream');
    expect(request.headers.get('mcp-session-id')).toBe('abc');
    expect(request.headers.get('cookie')).toBe('a=1; b=2');
    expect(request.headers.has('content-type')).toBe(false);
    expect(await request.text()).toBe('{"jsonrpc":"2.0"}');
  });

  it('keeps every byte of a body that came as base64', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
        const request = requestOf(eventOf({ body: Buffer.from(bytes) }));

        expect(new Uint8Array(await request.arrayBuffer())).toEqual(bytes);
      }),
    );
  });

  it('keeps texts of any language in bodies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (text) => {
        expect(await requestOf(eventOf({ body: text })).text()).toBe(text);
      }),
    );
  });

  it('keeps names and values of the query', () => {
    const name = fc
      .string({ minLength: 1, unit: 'grapheme' })
      .filter((text) => text !== '__proto__');
    const pairs = fc.uniqueArray(fc.tuple(name, fc.string({ unit: 'grapheme' })), {
      selector: ([key]) => key,
      maxLength: 5,
    });
    fc.assert(
      fc.property(pairs, (query) => {
        const { searchParams } = new URL(requestOf(eventOf({ query })).url);

        expect(new Map(searchParams)).toEqual(new Map(query));
        expect(searchParams.size).toBe(query.length);
      }),
    );
  });

  it('keeps headers, however their names are written', () => {
    const name = fc.stringMatching(/^x-[A-Za-z0-9-]{1,20}$/);
    const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key.toLowerCase() }),
        (pairs) => {
          const { headers } = requestOf(eventOf({ headers: Object.fromEntries(pairs) }));

          for (const [key, text] of pairs) expect(headers.get(key)).toBe(text);
        },
      ),
    );
  });

  it('reads headers that are no ASCII as a server of HTTP does: byte by byte', () => {
    const { headers } = requestOf(eventOf({ headers: { 'x-name': 'Žluťoučký 東京' } }));

    expect(Buffer.from(headers.get('x-name') ?? '', 'latin1').toString('utf8')).toBe(
      'Žluťoučký 東京',
    );
  });

  it.each(['GET', 'HEAD', 'DELETE', 'OPTIONS'])('may be %s without a body', async (method) => {
    const request = requestOf(eventOf({ method }));

    expect(request.method).toBe(method);
    expect(await request.text()).toBe('');
  });

  it('may be GET with a body, which nobody reads', () => {
    expect(requestOf(eventOf({ method: 'GET', body: 'x' })).body).toBeNull();
  });

  it.each(['a\nb', 'a\0b'])('is no request with the header %j', (value) => {
    expect(() => requestOf(eventOf({ headers: { 'x-name': value } }))).toThrow(TypeError);
  });

  it.each(['/.well-known/oauth-protected-resource/mcp', '/healthz', '/'])(
    'leads to the path %s',
    (path) => {
      expect(pathOf(eventOf({ path }))).toBe(path);
    },
  );

  it.each(['/mcp?x', '/mcp#x', '/mcp\\x'])('does not read the path %s as anything else', (path) => {
    const { pathname, search, hash } = new URL(requestOf(eventOf({ path })).url);

    expect(decodeURIComponent(pathname)).toBe(path);
    expect(search + hash).toBe('');
  });
});

describe('several values of a name', () => {
  const query = [
    ['tag', 'a'],
    ['tag', 'b c'],
  ] as const;

  it.each([
    ['a REST API', restApiEvent({ query })],
    ['an HTTP API', httpApiEvent({ query })],
    ['a load balancer with lists', loadBalancerEvent({ query }, { hasLists: true })],
  ])('are all kept in the query of %s', (_, event) => {
    expect(new URL(requestOf(event).url).searchParams.getAll('tag')).toEqual(['a', 'b c']);
  });

  it('are all kept in the headers of a REST API', () => {
    const event = restApiEvent();
    event.headers['X-Forwarded-For'] = '10.0.0.2';
    event.multiValueHeaders['X-Forwarded-For'] = ['10.0.0.1', '10.0.0.2'];

    expect(requestOf(event).headers.get('x-forwarded-for')).toBe('10.0.0.1, 10.0.0.2');
  });
});

describe('the path of a request', () => {
  it.each([
    [
      'a REST API with its own domain name and a base path',
      { ...restApiEvent(), path: '/spend/mcp' },
    ],
    [
      'a REST API without a proxy route',
      { ...restApiEvent(), resource: '/mcp', path: '/spend/mcp', pathParameters: null },
    ],
    [
      'an HTTP API with its own domain name and a base path',
      { ...httpApiEvent(), rawPath: '/spend/mcp' },
    ],
    [
      'an HTTP API with one route',
      { ...httpApiEvent(), routeKey: 'POST /mcp', pathParameters: {} },
    ],
  ])('is /mcp behind %s, without a setting', (_, event) => {
    expect(pathOf(event)).toBe('/mcp');
  });

  it('is without the stage where an HTTP API has no route of its own for it', () => {
    const { pathParameters: _, ...event } = httpApiEvent();

    expect(event.rawPath).toBe('/prod/mcp');
    expect(pathOf({ ...event, routeKey: '$default' })).toBe('/mcp');
  });

  it('is without the stage in the old format of an HTTP API', () => {
    const event = { ...restApiEvent(), version: '1.0', resource: '$default', path: '/prod/mcp' };

    expect(pathOf(event)).toBe('/mcp');
  });

  it.each([
    ['/spend/mcp', '/mcp'],
    ['/spend', '/'],
    ['/spender/mcp', '/spender/mcp'],
    ['/mcp', '/mcp'],
  ])('%s behind a load balancer with the base path /spend is %s', (path, expected) => {
    expect(pathOf(loadBalancerEvent({ path }), '/spend')).toBe(expected);
  });

  it('cannot be turned into that of another host', () => {
    const { host, pathname } = new URL(
      requestOf(loadBalancerEvent({ path: '//evil.example/mcp' })).url,
    );

    expect(host).toBe('lambda.invalid');
    expect(pathname).toBe('//evil.example/mcp');
  });
});

describe('who is let in', () => {
  const userArn = 'arn:aws:sts::123456789012:assumed-role/Analyst/ana@example.com';

  it('is the id of the key that a REST API requires', () => {
    expect(read(restApiEvent()).caller?.subject).toBe('key:a1b2c3d4e5');
  });

  it.each([
    ['REST API', restApiEvent({ identity: { apiKeyId: null, userArn } })],
    ['HTTP API', httpApiEvent({ authorizer: { iam: { userArn } } })],
    ['function URL', functionUrlEvent({ authorizer: { iam: { userArn } } })],
  ])('is a hash of who has signed, with IAM before a %s', (_, event) => {
    const { subject } = read(event).caller ?? {};

    expect(subject).toMatch(/^iam:[\w-]{22}$/);
    expect(subject).not.toContain('ana');
  });

  it('is the same however somebody comes, and another for another', () => {
    const signedBy = (arn: string) =>
      read(functionUrlEvent({ authorizer: { iam: { userArn: arn } } })).caller?.subject;

    expect(signedBy(userArn)).toBe(read(restApiEvent({ identity: { userArn } })).caller?.subject);
    expect(signedBy(`${userArn}.au`)).not.toBe(signedBy(userArn));
  });

  it.each([
    [
      'tokens of a user pool',
      restApiEvent({ authorizer: { claims: { iss: 'https://issuer', sub: 'ana' } } }),
    ],
    [
      'tokens',
      httpApiEvent({
        authorizer: { jwt: { claims: { iss: 'https://issuer', sub: 'ana' }, scopes: null } },
      }),
    ],
    [
      'a function that decides',
      restApiEvent({ authorizer: { principalId: 'ana', integrationLatency: 3 } }),
    ],
    ['a function that decides', httpApiEvent({ authorizer: { lambda: { principalId: 'ana' } } })],
  ])('is a hash of whom an authorizer names by %s, rather than a key', (_, event) => {
    expect(read(event).caller?.subject).toMatch(/^authorizer:[\w-]{22}$/);
  });

  it.each([
    ['a REST API without keys', restApiEvent({ identity: { apiKeyId: null } })],
    [
      'a REST API whose identity is empty',
      restApiEvent({ identity: { apiKeyId: '', userArn: '' } }),
    ],
    ['an HTTP API', httpApiEvent()],
    [
      'an HTTP API whose authorizer names nobody',
      httpApiEvent({ authorizer: { lambda: { team: 'data' } } }),
    ],
    ['an open function URL', functionUrlEvent()],
    ['a load balancer', loadBalancerEvent()],
    [
      'a load balancer that says so in headers',
      loadBalancerEvent({ headers: { 'x-amzn-oidc-identity': 'ana' } }),
    ],
  ])('is nobody behind %s', (_, event) => {
    expect(read(event).caller).toBeNull();
  });
});

describe('the name that a request is addressed to', () => {
  it.each([
    [restApiDomain, restApiEvent()],
    [httpApiDomain, httpApiEvent()],
    [functionUrlDomain, functionUrlEvent()],
  ])('is that of the front: %s', (domain, event) => {
    expect(read(event).domainName).toBe(domain);
    expect(new URL(requestOf(event).url).host).toBe(domain);
  });

  it('is not known behind a load balancer, which passes on whatever name it is asked for', () => {
    expect(read(loadBalancerEvent()).domainName).toBeUndefined();
  });
});

it.each([
  ['nothing', undefined],
  ['a text', 'ping'],
  ['an empty object', {}],
  ['a queue', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }],
  ['a timer', { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
  ['a WebSocket', { requestContext: { eventType: 'MESSAGE', connectionId: 'a' }, body: '{}' }],
  ['an authorizer request', { type: 'TOKEN', authorizationToken: 'x', methodArn: 'arn' }],
  ['something that is half a request', { requestContext: { http: { method: 'GET' } } }],
])('an event of %s is no request', (_, event) => {
  expect(readEvent(event, '')).toBeNull();
});
