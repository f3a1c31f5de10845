import { createHmac } from 'node:crypto';

import {
  SignJWT,
  UnsecuredJWT,
  decodeJwt,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type CryptoKey,
} from 'jose';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { memorySource } from '@bedrock-spend/core';
import { createWatchedApp } from '../../http.ts';
import { createLogger } from '../../logger.ts';
import {
  callMessage,
  errorOf,
  initializeMessage,
  openSession,
  post,
} from '../../json-rpc.testing.ts';
import { testServer } from '../../test-server.testing.ts';
import {
  authorizationServer,
  resource,
  type AuthorizationServer,
} from './authorization-server.testing.ts';
import type { OAuthOptions } from './oauth-options.ts';
import { tokenVerifier, type VerifyToken } from './verify-token.ts';

const publicUrl = resource;

async function oauthServer(
  issuer: Pick<AuthorizationServer, 'issuer'>,
  more: Partial<OAuthOptions> = {},
) {
  return testServer({
    access: { oauth: { issuer: issuer.issuer, ...more } },
    app: { publicUrl },
  });
}

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

async function initialize(url: string, token: string): Promise<Response> {
  return post(url, initializeMessage, { headers: bearer(token) });
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a bearer token that is good', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'] as const)(
    'is taken when signed by %s',
    async (algorithm) => {
      const issuer = await authorizationServer({ algorithm });
      const { url } = await oauthServer(issuer);

      expect((await initialize(url, await issuer.token())).status).toBe(200);
    },
  );

  it.each([
    ['of type JWT', {}, { typ: 'JWT' }],
    ['of no type', {}, { typ: undefined }],
    [
      'for several resources, of which one is ours',
      { aud: ['https://other.example', resource] },
      {},
    ],
    ['for the other path of the endpoint', { aud: 'https://spend.example/prod/mcp' }, {}],
    ['that expired a moment ago by our clock', { exp: Math.floor(Date.now() / 1000) - 5 }, {}],
  ])('is taken %s', async (_, claims, header) => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);

    expect((await initialize(url, await issuer.token(claims, header))).status).toBe(200);
  });

  it('is taken in lower case, as the scheme may be written', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);
    const headers = { Authorization: `bearer ${await issuer.token()}` };

    expect((await post(url, initializeMessage, { headers })).status).toBe(200);
  });

  it('is taken for the audience that the operator names', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer, { audience: 'api://spend' });

    expect((await initialize(url, await issuer.token({ aud: 'api://spend' }))).status).toBe(200);
  });

  it('is known in the log by a hash, not by its subject', async () => {
    const issuer = await authorizationServer();
    const server = await oauthServer(issuer);

    await initialize(server.url, await issuer.token());

    const line = server.log.find(({ msg }) => msg === 'request');
    expect(line?.['subject']).toMatch(/^token:[\w-]{22}$/);
    expect(server.logText()).not.toContain('ana@corp.example');
  });

  it('needs no metadata of the issuer where the address of its keys is given', async () => {
    const issuer = await authorizationServer({ metadataPath: null });
    const { url } = await oauthServer(issuer, { jwksUrl: `${issuer.issuer}/keys` });

    expect((await initialize(url, await issuer.token())).status).toBe(200);
    expect(issuer.asked).toEqual(['/keys']);
  });

  it.each([
    ['/.well-known/oauth-authorization-server/tenant'],
    ['/.well-known/openid-configuration/tenant'],
    ['/tenant/.well-known/openid-configuration'],
  ])('is checked with the keys that the issuer names at %s', async (metadataPath) => {
    const issuer = await authorizationServer({ path: '/tenant', metadataPath });
    const { url } = await oauthServer(issuer);

    expect((await initialize(url, await issuer.token())).status).toBe(200);
  });

  it('is checked with each key where neither token nor keys have an id', async () => {
    const issuer = await authorizationServer({ withoutKeyId: true });
    const { url } = await oauthServer(issuer);
    const token = await issuer.token({}, { kid: undefined });
    await issuer.rotate();
    const { url: later } = await oauthServer(issuer);

    expect((await initialize(url, await issuer.token({}, { kid: undefined }))).status).toBe(200);
    expect((await initialize(later, token)).status).toBe(401);
  });
});

describe('a bearer token that is refused', () => {
  const past = Math.floor(Date.now() / 1000) - 3600;
  it.each([
    ['expired', { exp: past }, {}, 'The token has expired: get a new one.'],
    ['not yet valid', { nbf: past + 7200 }, {}, 'The token is not yet valid: check the clocks.'],
    [
      'for another resource',
      { aud: 'https://other.example/mcp' },
      {},
      `The token was issued for something else: get one for ${resource}.`,
    ],
    [
      'for a resource whose address begins like ours',
      { aud: `${resource}x` },
      {},
      'The token was issued for something else',
    ],
    [
      'for the host, not the endpoint',
      { aud: 'https://spend.example' },
      {},
      'The token was issued for something else',
    ],
    ['without an audience', { aud: undefined }, {}, 'The token was issued for something else'],
    ['without an expiry', { exp: undefined }, {}, 'The token is not valid'],
    ['without a subject', { sub: undefined }, {}, 'The token is not valid'],
    ['of another issuer', { iss: 'https://login.example' }, {}, 'The token is of another issuer'],
    ['without an issuer', { iss: undefined }, {}, 'The token is of another issuer'],
    [
      'of a type that is no access token',
      {},
      { typ: 'logout+jwt' },
      'The token is not an access token',
    ],
    [
      'signed with a key that the issuer does not have',
      {},
      { kid: 'key-9' },
      'The token is not valid',
    ],
  ])('is %s', async (_, claims, header, message) => {
    const issuer = await authorizationServer();
    const server = await oauthServer(issuer);

    const response = await initialize(server.url, await issuer.token(claims, header));

    expect(response.status).toBe(401);
    expect((await errorOf(response)).message).toContain(message);
    const challenge = response.headers.get('www-authenticate');
    expect(challenge).toContain('error="invalid_token"');
    expect(challenge).toContain(
      'resource_metadata="https://spend.example/.well-known/oauth-protected-resource/mcp"',
    );
    expect(server.log.find(({ msg }) => msg === 'request')).toMatchObject({
      refused: 'credentials',
    });
  });

  it.each([
    ['no JWT', 'planted-opaque-token'],
    ['cut off', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJwbGFudGVkIn0'],
    ['no JSON', 'planted.planted.planted'],
    ['encrypted', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..cGxhbnRlZA.cGxhbnRlZA.cGxhbnRlZA'],
  ])('is %s', async (_, token) => {
    const issuer = await authorizationServer();
    const server = await oauthServer(issuer);

    const response = await initialize(server.url, token);

    expect(response.status).toBe(401);
    expect((await errorOf(response)).message).toContain('neither a known API key nor a token');
    expect(issuer.asked).toEqual([]);
  });

  it('has a signature that does not fit', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);
    const [header, , signature] = (await issuer.token()).split('.');
    const [, otherClaims] = (await issuer.token({ sub: 'ben@corp.example' })).split('.');

    const response = await initialize(url, `${header}.${otherClaims}.${signature}`);

    expect(response.status).toBe(401);
    expect((await errorOf(response)).message).toContain('The token is not valid');
  });

  it('is in the address, where no header has one', async () => {
    const issuer = await authorizationServer();
    const server = await oauthServer(issuer);

    const response = await post(
      `${server.url}?access_token=${await issuer.token()}`,
      initializeMessage,
    );

    expect(response.status).toBe(401);
    expect(server.logText()).not.toContain('access_token');
  });
});

const trusting: VerifyToken = async (given) => ({ outcome: 'valid', claims: decodeJwt(given) });

/** The server with another check of tokens than its own. */
function appWith(issuer: AuthorizationServer, verifyToken?: VerifyToken) {
  const logger = createLogger({ level: 'silent' });
  const oauth = { issuer: issuer.issuer };
  const options = { source: memorySource([]), logger, publicUrl, access: { oauth } };
  const { app } = createWatchedApp(options, { verifyToken });
  return async (token: string) => {
    const request = new Request('http://localhost/mcp', {
      method: 'POST',
      headers: {
        ...bearer(token),
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify(initializeMessage),
    });
    const { status } = await app.fetch(request);
    await app.close(0);
    return status;
  };
}

it('writes nothing of any token into answers or the log, good, bad or unchecked', async () => {
  const issuer = await authorizationServer();
  const server = await oauthServer(issuer);
  const planted = { sub: 'planted-subject', note: 'planted-note' };
  const answers: string[] = [];
  const tokens = [
    await issuer.token(planted),
    await issuer.token({ ...planted, exp: 1 }),
    await issuer.token({ ...planted, aud: 'planted-audience' }),
    await issuer.token({ ...planted, iss: 'planted-issuer' }),
    await issuer.token(planted, { kid: 'planted-key' }),
    'planted-opaque-token',
  ];
  const statuses: number[] = [];
  for (const isUp of [false, true]) {
    issuer.answers(isUp);
    const fresh = isUp ? server : await oauthServer(issuer);
    for (const token of tokens) {
      const response = await initialize(fresh.url, token);
      statuses.push(response.status);
      answers.push(JSON.stringify([...response.headers]), await response.text(), fresh.logText());
    }
  }

  const all = answers.join('\n');

  expect(statuses).toEqual([503, 503, 503, 401, 503, 401, 200, 401, 401, 401, 401, 401]);
  expect(all).not.toContain('planted');
  for (const part of tokens.flatMap((token) => token.split('.').slice(1))) {
    expect(all).not.toContain(part);
  }
});

describe('attacks with tokens, which succeed where the guard is off', () => {
  it('`alg: none`', async () => {
    const issuer = await authorizationServer();
    const exp = Math.floor(Date.now() / 1000) + 60;
    const claims = { iss: issuer.issuer, aud: resource, sub: 'mallory', exp };
    const token = new UnsecuredJWT(claims).encode();

    expect(await appWith(issuer, trusting)(token)).toBe(200);
    expect(await appWith(issuer)(token)).toBe(401);
  });

  it("key confusion: the issuer's public key as the secret of an HMAC", async () => {
    const issuer = await authorizationServer();
    const publicKey = await importJWK(issuer.publicJwk(), 'RS256', { extractable: true });
    const pem = await exportSPKI(publicKey as CryptoKey);
    const exp = Math.floor(Date.now() / 1000) + 60;
    const token = await new SignJWT({ iss: issuer.issuer, aud: resource, sub: 'mallory', exp })
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(new TextEncoder().encode(pem));
    const believingTheHeader: VerifyToken = async (given) => {
      const [header, claims, signature] = given.split('.');
      const mac = createHmac('sha256', pem).update(`${header}.${claims}`).digest('base64url');
      return mac === signature
        ? { outcome: 'valid', claims: decodeJwt(given) }
        : { outcome: 'refused', fault: 'signature' };
    };

    expect(await appWith(issuer, believingTheHeader)(token)).toBe(200);
    expect(await appWith(issuer)(token)).toBe(401);
  });

  it('a token for another audience', async () => {
    const issuer = await authorizationServer();
    const token = await issuer.token({ aud: 'https://other.example' });
    const keys = async () => importJWK(issuer.publicJwk(), 'RS256');
    const anyAudience = tokenVerifier({
      issuer: issuer.issuer,
      audiences: ['https://other.example'],
      keys,
      now: () => new Date(),
    });

    expect(await appWith(issuer, anyAudience)(token)).toBe(200);
    expect(await appWith(issuer)(token)).toBe(401);
  });

  it('a key that the token brings along', async () => {
    const issuer = await authorizationServer();
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const exp = Math.floor(Date.now() / 1000) + 60;
    const token = await new SignJWT({ iss: issuer.issuer, aud: resource, sub: 'mallory', exp })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1', jwk: await exportJWK(publicKey) })
      .sign(privateKey);
    const takingIt = tokenVerifier({
      issuer: issuer.issuer,
      audiences: [resource],
      keys: async (header) => importJWK(header.jwk ?? {}, 'RS256'),
      now: () => new Date(),
    });

    expect(await appWith(issuer, takingIt)(token)).toBe(200);
    expect(await appWith(issuer)(token)).toBe(401);
  });
});

describe('the keys of the issuer', () => {
  it('are fetched once for many tokens', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);
    const tokens = await Promise.all(['a', 'b', 'c', 'd'].map((sub) => issuer.token({ sub })));

    await Promise.all(tokens.map((token) => initialize(url, token)));

    expect(issuer.asked).toEqual(['/.well-known/oauth-authorization-server', '/keys']);
  });

  it('may change: a token with a new key is taken, one with the old key no longer', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);
    const old = await issuer.token();
    const before = await initialize(url, old);
    await issuer.rotate();
    vi.setSystemTime(Date.now() + 31_000);

    const after = await initialize(url, await issuer.token());
    const oldAfter = await initialize(url, old);

    expect([before.status, after.status, oldAfter.status]).toEqual([200, 200, 401]);
  });

  it('are not asked for again and again by tokens with made-up keys', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);

    for (const kid of ['x', 'y', 'z']) await initialize(url, await issuer.token({}, { kid }));

    expect(issuer.asked.filter((path) => path === '/keys')).toHaveLength(1);
  });

  it('cannot be had from an issuer that does not answer: 503, and it is left alone for a while', async () => {
    const issuer = await authorizationServer();
    let nowMs = 0;
    const server = await testServer({
      access: { oauth: { issuer: issuer.issuer } },
      app: { publicUrl, nowMs: () => nowMs },
    });
    const token = await issuer.token();
    issuer.answers(false);

    const first = await initialize(server.url, token);
    const second = await initialize(server.url, token);
    const askedMeanwhile = issuer.asked.length;
    issuer.answers(true);
    nowMs = 6000;
    const third = await initialize(server.url, token);

    expect([first.status, second.status, third.status]).toEqual([503, 503, 200]);
    expect(first.headers.get('retry-after')).toBe('5');
    expect((await errorOf(first)).message).toBe(
      'The authorization server does not answer, so the token cannot be checked: try again in a few seconds.',
    );
    expect(askedMeanwhile).toBe(1);
    expect(server.logText()).toContain('the issuer of tokens cannot be asked');
  });

  it('that are known go on being used when the issuer is down', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);
    await initialize(url, await issuer.token());
    issuer.answers(false);

    expect((await initialize(url, await issuer.token({ sub: 'ben' }))).status).toBe(200);
  });

  it('are not taken from metadata that name another issuer', async () => {
    const issuer = await authorizationServer({ namesItself: 'https://login.example' });
    const { url } = await oauthServer(issuer);

    expect((await initialize(url, await issuer.token())).status).toBe(503);
    expect(issuer.asked).not.toContain('/keys');
  });
});

describe('scopes', () => {
  it.each([
    ['scope', { scope: 'openid report:read profile' }],
    ['a list in scp', { scope: undefined, scp: ['report:read'] }],
    ['text in scp', { scope: undefined, scp: 'report:read offline_access' }],
  ])('are read from %s', async (_, claims) => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);
    const headers = bearer(await issuer.token(claims));
    const session = await openSession(url, { headers });

    const allowed = await post(url, callMessage('bedrock-report', {}), { session, headers });
    const refused = await post(url, callMessage('bedrock-logs', {}), { session, headers });

    expect(await allowed.text()).toContain('No Bedrock usage data found');
    expect(refused.status).toBe(403);
    expect(await errorOf(refused)).toMatchObject({
      message: 'bedrock-logs needs the scope logs:read, which your credentials do not have.',
    });
    expect(refused.headers.get('www-authenticate')).toBe(
      'Bearer realm="bedrock-spend", error="insufficient_scope", error_description="bedrock-logs needs the scope logs:read, which your credentials do not have.", resource_metadata="https://spend.example/.well-known/oauth-protected-resource/mcp", scope="report:read logs:read"',
    );
  });

  it('are those of each request, whatever the session was opened with', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);
    const wide = bearer(await issuer.token({ scope: 'report:read logs:read' }));
    const narrow = bearer(await issuer.token({ scope: '' }));
    const session = await openSession(url, { headers: wide });
    const statusOf = async (headers: Record<string, string>) =>
      (await post(url, callMessage('bedrock-logs', {}), { session, headers })).status;

    expect([await statusOf(wide), await statusOf(narrow)]).toEqual([200, 403]);
    const list = { jsonrpc: '2.0', id: 3, method: 'tools/list' };
    const listed = await (await post(url, list, { session, headers: narrow })).text();
    expect(listed).toContain('"greet"');
    expect(listed).not.toContain('bedrock-logs"');
  });

  it('that none of ours stand in lets a caller greet and no more', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);
    const headers = bearer(await issuer.token({ scope: 'report:reader admin * report' }));
    const session = await openSession(url, { headers });

    const greet = await post(url, callMessage('greet', { name: 'Ana' }), { session, headers });
    const report = await post(url, callMessage('bedrock-report', {}), { session, headers });

    expect(await greet.text()).toContain('Hello, Ana!');
    expect(report.status).toBe(403);
  });

  it('are asked for and read with the prefix that the issuer puts before them', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer, { scopePrefix: `${resource}/` });
    const nobody = await post(url, initializeMessage);
    const headers = bearer(await issuer.token({ scope: `${resource}/report:read logs:read` }));
    const session = await openSession(url, { headers });
    const report = await post(url, callMessage('bedrock-report', {}), { session, headers });
    const logs = await post(url, callMessage('bedrock-logs', {}), { session, headers });

    expect(nobody.headers.get('www-authenticate')).toContain(`scope="${resource}/report:read `);
    expect([report.status, logs.status]).toEqual([200, 403]);
  });
});

describe('what clients learn of where to get a token', () => {
  it.each([
    ['/.well-known/oauth-protected-resource', resource],
    ['/.well-known/oauth-protected-resource/mcp', resource],
    ['/.well-known/oauth-protected-resource/prod/mcp', 'https://spend.example/prod/mcp'],
  ])('stands at %s', async (path, identifier) => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);

    const response = await fetch(new URL(path, url));

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      resource: identifier,
      authorization_servers: [issuer.issuer],
      scopes_supported: ['report:read', 'logs:read', 'bill:read'],
      bearer_methods_supported: ['header'],
      resource_name: 'bedrock-spend',
    });
  });

  it.each([
    '/.well-known/oauth-protected-resource/elsewhere',
    '/.well-known/oauth-protected-resources',
  ])('does not stand at %s', async (path) => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);

    expect((await fetch(new URL(path, url))).status).not.toBe(200);
  });

  it('is told with 401 to whoever shows nothing, without an error code', async () => {
    const issuer = await authorizationServer();
    const { url } = await oauthServer(issuer);

    const response = await post(new URL('/prod/mcp', url).href, initializeMessage);

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer realm="bedrock-spend", resource_metadata="https://spend.example/.well-known/oauth-protected-resource/prod/mcp", scope="report:read logs:read bill:read"',
    );
  });
});
