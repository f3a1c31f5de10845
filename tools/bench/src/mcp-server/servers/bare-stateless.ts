// The SDK alone, with a new server for each request: what a call costs where nothing is kept.
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';

import { helloServer } from './hello-tool.ts';
import { serveMeasured } from './serve-measured.ts';

await serveMeasured(async (request) => {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await helloServer().connect(transport);
  return transport.handleRequest(request);
});
