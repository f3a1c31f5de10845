import { isLegacyRequest } from '@modelcontextprotocol/server';
import { memorySource } from '@bedrock-spend/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createCatalog } from '../catalog/catalog.ts';
import { createLogger } from '../logger.ts';
import { lazyStatelessEndpoint } from './lazy-stateless-endpoint.ts';

const logger = createLogger({ level: 'silent' });
const endpoint = lazyStatelessEndpoint({
  catalog: createCatalog({ source: memorySource([]) }, { logger }),
  logger,
  stateKeys: [new Uint8Array(32)],
  canListen: true,
});

const version = 'io.modelcontextprotocol/protocolVersion';
const bodies = fc.record(
  {
    jsonrpc: fc.constantFrom('2.0', '1.0'),
    id: fc.constantFrom(1, 'a', null),
    method: fc.constantFrom('initialize', 'tools/list', 'server/discover', 7),
    params: fc.constantFrom(
      {},
      [],
      null,
      { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'a', version: '1' } },
      { _meta: {} },
      { _meta: { [version]: '2026-07-28' } },
      { _meta: { progressToken: 1 } },
    ),
  },
  { requiredKeys: [] },
);
const headers = fc.record(
  {
    'MCP-Protocol-Version': fc.constantFrom('2025-11-25', '2026-07-28', '1'),
    'Mcp-Method': fc.constantFrom('initialize', 'tools/list'),
  },
  { requiredKeys: [] },
);

describe('whether a request speaks the protocol without sessions', () => {
  it('is answered as the SDK answers it, whether the SDK is loaded for it or not', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, headers, async (body, sent) => {
        const request = new Request('http://localhost/mcp', {
          method: 'POST',
          headers: { ...sent, 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        });
        expect(await endpoint.isFor(request, body)).toBe(!(await isLegacyRequest(request, body)));
      }),
    );
  });
});
