import {
  SignJWT,
  UnsecuredJWT,
  decodeProtectedHeader,
  exportSPKI,
  importJWK,
  type CryptoKey,
} from 'jose';
import { describe, expect, it } from 'vitest';

import {
  authorizationServer,
  resource,
  type AuthorizationServer,
} from '../access/oauth/authorization-server.testing.ts';
import { issuerKeys } from '../access/oauth/issuer-keys.ts';
import { tokenVerifier, type TokenRules, type VerifyToken } from '../access/oauth/verify-token.ts';
import { initializeMessage, post } from '../json-rpc.testing.ts';
import { guardedServer } from './guarded-server.testing.ts';

const otherServer = 'https://other.example/mcp';

describe('a bearer token', () => {
  it('for another audience is taken where nobody checks what it is for, and is 401 otherwise', async () => {
    const issuer = await authorizationServer();
    const token = await issuer.token({ aud: otherServer });
    const anyAudience = tokenVerifier({ ...rulesFor(issuer), audiences: [resource, otherServer] });

    expect(await statusFor(token, issuer, anyAudience)).toBe(200);
    expect(await statusFor(token, issuer)).toBe(401);
  });

  it('with `alg: none` is taken where the token says whether it is signed, and is 401 otherwise', async () => {
    const issuer = await authorizationServer();
    const token = new UnsecuredJWT(claimsFor(issuer)).encode();
    const verified = tokenVerifier(rulesFor(issuer));
    const believing: VerifyToken = async (given) => {
      if (decodeProtectedHeader(given).alg !== 'none') return verified(given);
      const { payload } = UnsecuredJWT.decode(given, {
        issuer: issuer.issuer,
        audience: resource,
      });
      return { outcome: 'valid', claims: payload };
    };

    expect(await statusFor(token, issuer, believing)).toBe(200);
    expect(await statusFor(token, issuer)).toBe(401);
  });

  it.each(['None', 'NONE', 'nOnE', ''])('with `alg: %s` is 401', async (alg) => {
    const issuer = await authorizationServer();
    const [, claims] = new UnsecuredJWT(claimsFor(issuer)).encode().split('.');
    const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url');

    expect(await statusFor(`${header}.${claims}.`, issuer)).toBe(401);
    expect(await statusFor(`${header}.${claims}.AAAA`, issuer)).toBe(401);
  });

  it('signed by HMAC with the public RSA key is taken where the token says how it is checked, and is 401 otherwise', async () => {
    const issuer = await authorizationServer();
    const publicKey = await importJWK(issuer.publicJwk(), 'RS256', { extractable: true });
    const secret = new TextEncoder().encode(await exportSPKI(publicKey as CryptoKey));
    const token = await new SignJWT(claimsFor(issuer))
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(secret);
    const rules = rulesFor(issuer);
    const confused = tokenVerifier({
      ...rules,
      algorithms: ['RS256', 'HS256'],
      keys: async (header, given) => (header.alg === 'HS256' ? secret : rules.keys(header, given)),
    });
    const onlyKeysConfused = tokenVerifier({ ...rules, keys: async () => secret });

    expect(await statusFor(token, issuer, confused)).toBe(200);
    expect(await statusFor(token, issuer, onlyKeysConfused)).toBe(401);
    expect(await statusFor(token, issuer)).toBe(401);
  });
});

function rulesFor({ issuer }: AuthorizationServer): TokenRules {
  const keys = issuerKeys({ issuer, fetch, nowMs: () => performance.now() });
  return { issuer, audiences: [resource], keys, now: () => new Date() };
}

function claimsFor({ issuer }: AuthorizationServer) {
  const exp = Math.floor(Date.now() / 1000) + 60;
  return { iss: issuer, aud: resource, sub: 'mallory', scope: 'report:read', exp };
}

async function statusFor(
  token: string,
  { issuer }: AuthorizationServer,
  verifyToken?: VerifyToken,
): Promise<number> {
  const options = { publicUrl: resource, access: { oauth: { issuer } } };
  const { url } = await guardedServer(options, { verifyToken });
  const headers = { Authorization: `Bearer ${token}` };
  return (await post(url, initializeMessage, { headers })).status;
}
