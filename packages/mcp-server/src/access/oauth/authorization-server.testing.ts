import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { SignJWT, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { onTestFinished } from 'vitest';

/** An authorization server on loopback: metadata, keys, and tokens for whoever asks with the right secret. */
export interface AuthorizationServer {
  issuer: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  /** Forms that came to the token endpoint. */
  grants: URLSearchParams[];
  /** The public half of the key that signs now. */
  publicJwk(): JWK;
  /** Signs with a new key from now on, and publishes only that. */
  rotate(): Promise<void>;
  /** Answers 503 to everything until it is called with `true`. */
  answers(doesAnswer: boolean): void;
  /** A token; claims and header replace the usual ones, `undefined` leaves one out. */
  token(claims?: Claims, header?: Claims): Promise<string>;
}

type Claims = Record<string, unknown>;

export const clientSecret = 'planted-client-secret';
export const resource = 'https://spend.example/mcp';

export interface IssuerOptions {
  /** Path of the issuer. */
  path?: string;
  /** Where it publishes its metadata, or `null` for nowhere. */
  metadataPath?: string | null;
  /** What its metadata say its name is. */
  namesItself?: string;
  algorithm?: 'RS256' | 'PS256' | 'ES256' | 'EdDSA';
  /** Its keys and tokens have no key id. */
  withoutKeyId?: boolean;
}

export async function authorizationServer(
  options: IssuerOptions = {},
): Promise<AuthorizationServer> {
  const { path = '', algorithm = 'RS256', withoutKeyId = false } = options;
  const { metadataPath = `/.well-known/oauth-authorization-server${path}` } = options;
  const asked: string[] = [];
  const grants: URLSearchParams[] = [];
  let isUp = true;
  let keyNumber = 0;
  let signingKey: CryptoKey;
  let jwk: JWK;
  await rotate();

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = origin + path;

  return {
    issuer,
    asked,
    grants,
    publicJwk: () => jwk,
    rotate,
    answers(doesAnswer) {
      isUp = doesAnswer;
    },
    token,
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    asked.push(url);
    const body = await text(request);
    const send = (status: number, value: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (!isUp) return send(503, {});
    if (url === metadataPath) return send(200, metadata());
    if (url === '/keys') return send(200, { keys: await published() });
    if (url !== '/token') return send(404, {});
    const form = new URLSearchParams(body);
    grants.push(form);
    const basic = Buffer.from(`client:${clientSecret}`).toString('base64');
    if (request.headers.authorization !== `Basic ${basic}`) {
      return send(401, { error: 'invalid_client' });
    }
    const scope = form.get('scope') ?? 'report:read logs:read bill:read';
    const claims = { aud: form.get('resource'), scope };
    send(200, { access_token: await token(claims), token_type: 'Bearer', expires_in: 300 });
  }

  function metadata(): Claims {
    return {
      issuer: options.namesItself ?? issuer,
      jwks_uri: `${origin}/keys`,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      response_types_supported: ['code'],
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [algorithm],
    };
  }

  async function published(): Promise<JWK[]> {
    if (!withoutKeyId) return [jwk];
    const { publicKey } = await generateKeyPair(algorithm, { extractable: true });
    return [{ ...(await exportJWK(publicKey)), alg: algorithm }, jwk];
  }

  async function rotate(): Promise<void> {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    signingKey = pair.privateKey;
    keyNumber += 1;
    const kid = withoutKeyId ? {} : { kid: `key-${keyNumber}` };
    jwk = { ...(await exportJWK(pair.publicKey)), ...kid, alg: algorithm, use: 'sig' };
  }

  function token(claims: Claims = {}, header: Claims = {}): Promise<string> {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const usual = {
      iss: issuer,
      sub: 'ana@corp.example',
      aud: resource,
      scope: 'report:read',
      iat: nowSeconds,
      exp: nowSeconds + 300,
    };
    return new SignJWT(withoutMissing({ ...usual, ...claims }))
      .setProtectedHeader({ alg: algorithm, kid: jwk.kid, typ: 'at+jwt', ...header } as never)
      .sign(signingKey);
  }
}

function withoutMissing(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
