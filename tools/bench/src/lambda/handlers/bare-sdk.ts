// A server that is nothing but the SDK, made anew for each event as its documentation has it.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { z } from 'zod';

interface Runtime {
  streamifyResponse(handler: (event: RestEvent, stream: object) => Promise<void>): unknown;
  HttpResponseStream: {
    from(stream: object, head: object): { write(text: string): void; end(): void };
  };
}

interface RestEvent {
  body: string;
  headers: Record<string, string>;
}

const { awslambda } = globalThis as unknown as { awslambda: Runtime };

export const handler = awslambda.streamifyResponse(async ({ body, headers }, stream) => {
  const server = new McpServer({ name: 'bare', version: '1.0.0' });
  server.registerTool('greet', { inputSchema: { name: z.string() } }, ({ name }) => ({
    content: [{ type: 'text', text: `Hello, ${name}!` }],
  }));
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  const request = new Request('http://localhost/mcp', { method: 'POST', headers, body });
  const response = await transport.handleRequest(request);
  const head = { statusCode: response.status, headers: Object.fromEntries(response.headers) };
  const answer = awslambda.HttpResponseStream.from(stream, head);
  answer.write(await response.text());
  answer.end();
});
