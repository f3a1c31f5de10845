// The SDK's second version alone: a call of protocol 2026-07-28 to a server with one tool.
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { serveMeasured } from './serve-measured.ts';

const inputSchema = z.object({ name: z.string() });
const outputSchema = z.object({ greeting: z.string() });

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'hello', version: '1.0.0' });
  server.registerTool('greet', { inputSchema, outputSchema }, async ({ name }) => {
    const greeting = `Hello, ${name}!`;
    return { content: [{ type: 'text', text: greeting }], structuredContent: { greeting } };
  });
  return server;
});

await serveMeasured((request) => handler.fetch(request));
