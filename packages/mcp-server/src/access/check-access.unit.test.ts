import { describe, expect, it } from 'vitest';

import { memorySource } from '@bedrock-spend/core';
import { createApp, type AppOptions } from '../http.ts';
import { createLogger } from '../logger.ts';
import { startServer } from '../serve.ts';
import { createApiKey } from './api-key.ts';

const { sha256 } = createApiKey();
const name = 'dashboard';
const issuer = 'https://login.example';
const publicUrl = 'https://spend.example/mcp';
const logger = createLogger({ level: 'silent' });

function start(options: Partial<AppOptions>): () => unknown {
  return () => createApp({ source: memorySource([]), logger, ...options });
}

describe('settings of access that would let in nobody, or the wrong ones', () => {
  it.each<[string, Partial<AppOptions>, string]>([
    [
      'nothing in it',
      { access: {} },
      'Access control without keys and without OAuth lets nobody in: give apiKeys or oauth.',
    ],
    ['a list of no keys', { access: { apiKeys: [] } }, 'lets nobody in'],
    [
      'a key without a name',
      { access: { apiKeys: [{ name: '', sha256 }] } },
      '"" is no name of an API key',
    ],
    [
      'a name with a line break',
      { access: { apiKeys: [{ name: 'a\nb', sha256 }] } },
      '"a\\nb" is no name of an API key',
    ],
    [
      'the key itself',
      { access: { apiKeys: [{ name, sha256: createApiKey().key }] } },
      'The API key dashboard needs its SHA-256 as 64 hexadecimal digits, not the key itself.',
    ],
    [
      'a scope that is none',
      { access: { apiKeys: [{ name, sha256, scopes: ['admin' as 'report:read'] }] } },
      'there are report:read, logs:read, bill:read.',
    ],
    [
      'two keys of one name',
      {
        access: {
          apiKeys: [
            { name, sha256 },
            { name, sha256: createApiKey().sha256 },
          ],
        },
      },
      'Two API keys are named dashboard',
    ],
    [
      'one key under two names',
      {
        access: {
          apiKeys: [
            { name, sha256 },
            { name: 'other', sha256: sha256.toUpperCase() },
          ],
        },
      },
      'The API keys dashboard and other are the same key',
    ],
    ['OAuth without an address', { access: { oauth: { issuer } } }, 'give publicUrl'],
    [
      'an issuer without TLS',
      { publicUrl, access: { oauth: { issuer: 'http://login.example' } } },
      'With OAuth, issuer must be an https:// address',
    ],
    [
      'keys without TLS',
      { publicUrl, access: { oauth: { issuer, jwksUrl: 'http://login.example/keys' } } },
      'With OAuth, jwksUrl must be an https:// address',
    ],
    [
      'an address without TLS',
      { publicUrl: 'http://spend.example/mcp', access: { oauth: { issuer } } },
      'With OAuth, publicUrl must be an https:// address',
    ],
    [
      'an issuer with a query',
      { publicUrl, access: { oauth: { issuer: `${issuer}?a=b` } } },
      'without a query',
    ],
    [
      'an issuer with a quotation mark',
      { publicUrl, access: { oauth: { issuer: `${issuer}/"` } } },
      'in ASCII',
    ],
    [
      'a prefix with a space',
      { publicUrl, access: { oauth: { issuer, scopePrefix: 'a b' } } },
      'scopePrefix',
    ],
    [
      'an address that is none',
      { publicUrl: 'spend.example', access: { apiKeys: [{ name, sha256 }] } },
      '"spend.example" is no address of an MCP endpoint',
    ],
    [
      'an address of another kind',
      { publicUrl: 'ftp://spend.example', access: { apiKeys: [{ name, sha256 }] } },
      'is no address of an MCP endpoint',
    ],
    [
      'every host',
      { allowedHosts: ['*'], access: { apiKeys: [{ name, sha256 }] } },
      '"*" is no host name: list names one by one',
    ],
    [
      'every host of a domain',
      { allowedHosts: ['*.example.com'], access: { apiKeys: [{ name, sha256 }] } },
      'is no host name',
    ],
    [
      'a host with a path',
      { allowedHosts: ['spend.example/mcp'], access: { apiKeys: [{ name, sha256 }] } },
      'is no host name',
    ],
    [
      'an empty host',
      { allowedHosts: [''], access: { apiKeys: [{ name, sha256 }] } },
      'is no host name',
    ],
    ['every origin', { allowedOrigins: ['*'] }, 'is no host name'],
    [
      'every origin of a domain',
      { allowedOrigins: ['https://*.example.com'] },
      'is no origin of web pages',
    ],
    [
      'an origin with a path',
      { allowedOrigins: ['https://desk.example/app'] },
      'is no origin of web pages',
    ],
    ['an origin of another kind', { allowedOrigins: ['file://'] }, 'is no origin of web pages'],
    [
      'a host for an open server',
      { allowedHosts: ['spend.example'] },
      'The host spend.example would serve your spend to the network without access control: use 127.0.0.1, or say who may call with API keys or OAuth in its settings.',
    ],
    [
      'an address for an open server',
      { publicUrl },
      'The host spend.example would serve your spend to the network',
    ],
  ])('are refused: %s', (_, options, message) => {
    expect(start(options)).toThrow(
      expect.objectContaining({
        code: 'INVALID_CONFIG',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('are not: keys and tokens, with and without scopes, and OAuth on this machine', () => {
    const apiKeys = [{ name, sha256, scopes: [] }];

    expect(start({ publicUrl, access: { apiKeys, oauth: { issuer } } })).not.toThrow();
    expect(
      start({
        publicUrl: 'http://localhost:3000/mcp',
        access: { oauth: { issuer: 'http://127.0.0.1:9000' } },
      }),
    ).not.toThrow();
  });
});

describe('listening for others than this machine', () => {
  const access = { apiKeys: [{ name, sha256 }] };

  it.each(['0.0.0.0', '::'])('at %s is refused without access control', async (host) => {
    await expect(startServer({ source: memorySource([]), logger, port: 0, host })).rejects.toThrow(
      'without access control: use 127.0.0.1, or say who may call with API keys or OAuth in its settings.',
    );
  });

  it('is refused while the server does not know its names', async () => {
    const options = { source: memorySource([]), logger, port: 0, host: '0.0.0.0', access };

    await expect(startServer(options)).rejects.toThrow(
      'The host 0.0.0.0 is reached by names that the server has to know: give publicUrl or allowedHosts.',
    );
  });

  it.each([{ publicUrl }, { allowedHosts: ['spend.example'] }])(
    'begins with keys and %j',
    async (app) => {
      const options = { source: memorySource([]), logger, port: 0, host: '0.0.0.0', access, app };

      const server = await startServer(options);
      const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
      await server.close();

      expect(response.status).toBe(200);
    },
  );
});
