// The SDK alone, with sessions and answers in JSON: what a call costs at least.
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';

import { helloServer } from './hello-tool.ts';
import { serveMeasured } from './serve-measured.ts';

const transports = new Map<string, WebStandardStreamableHTTPServerTransport>();

await serveMeasured(async (request) => {
  const known = transports.get(request.headers.get('mcp-session-id') ?? '');
  if (known !== undefined) return known.handleRequest(request);
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => crypto.randomUUID(),
    enableJsonResponse: true,
    onsessioninitialized: (id) => {
      transports.set(id, transport);
    },
  });
  await helloServer().connect(transport);
  return transport.handleRequest(request);
});
