import {
  Client as ModernClient,
  ClientCredentialsProvider as ModernCredentials,
  StreamableHTTPClientTransport as ModernTransport,
} from '@modelcontextprotocol/client';
import { ClientCredentialsProvider } from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { onTestFinished } from 'vitest';
import { describe, expect, it } from 'vitest';

import { freePort } from '../../free-port.testing.ts';
import { testServer } from '../../test-server.testing.ts';
import { authorizationServer, clientSecret } from './authorization-server.testing.ts';

/** A server at the address that its tokens are issued for. */
async function placedServer(path: string) {
  const issuer = await authorizationServer();
  const port = await freePort();
  const publicUrl = `http://localhost:${port}/mcp`;
  const access = { oauth: { issuer: issuer.issuer } };
  const server = await testServer({ port, access, app: { publicUrl } });
  return { issuer, server, url: new URL(path, publicUrl) };
}

const credentials = { clientId: 'client', clientSecret };
const info = { name: 'test-client', version: '1.0.0' };

describe('a client that starts with nothing but the address and its own credentials', () => {
  it.each(['/mcp', '/prod/mcp'])(
    'finds its way to a token and in at %s, with the SDK',
    async (path) => {
      const { issuer, server, url } = await placedServer(path);
      const authProvider = new ClientCredentialsProvider({
        ...credentials,
        expectedIssuer: issuer.issuer,
      });
      const client = new Client(info);
      onTestFinished(() => client.close());

      await client.connect(new StreamableHTTPClientTransport(url, { authProvider }));
      const result = await client.callTool({ name: 'bedrock-report', arguments: {} });

      expect(result.isError).not.toBe(true);
      expect(issuer.grants.map((form) => form.get('resource'))).toEqual([url.href]);
      expect(server.logText()).not.toContain(clientSecret);
    },
  );

  it.each(['2025-11-25', '2026-07-28'])('does so with the SDK for %s', async (version) => {
    const { issuer, url } = await placedServer('/mcp');
    const authProvider = new ModernCredentials({ ...credentials, expectedIssuer: issuer.issuer });
    const mode = version === '2026-07-28' ? { pin: version } : ('legacy' as const);
    const client = new ModernClient(info, { versionNegotiation: { mode } });
    onTestFinished(() => client.close());

    await client.connect(new ModernTransport(url, { authProvider }));
    const result = await client.callTool({ name: 'bedrock-report', arguments: {} });

    expect(result.isError).not.toBe(true);
    expect(issuer.grants.map((form) => form.get('resource'))).toEqual([url.href]);
  });

  it('asks for more when a tool needs more than its token allows', async () => {
    const { issuer, url } = await placedServer('/mcp');
    const authProvider = new ModernCredentials({ ...credentials, expectedIssuer: issuer.issuer });
    const small = await issuer.token({ aud: url.href, scope: 'report:read' });
    authProvider.saveTokens({
      access_token: small,
      token_type: 'Bearer',
      issuer: issuer.issuer,
    });
    const client = new ModernClient(info, { versionNegotiation: { mode: 'legacy' } });
    onTestFinished(() => client.close());
    await client.connect(new ModernTransport(url, { authProvider }));

    const result = await client.callTool({ name: 'bedrock-logs', arguments: {} });

    expect(result.isError).not.toBe(true);
    expect(issuer.grants.map((form) => form.get('scope'))).toEqual(['report:read logs:read']);
  });
});
