import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const inputSchema = { name: z.string() };
const outputSchema = { greeting: z.string() };

/** What the SDK's own documentation would build: a server with one tool that says hello. */
export function helloServer(): McpServer {
  const server = new McpServer({ name: 'hello', version: '1.0.0' });
  server.registerTool('greet', { inputSchema, outputSchema }, async ({ name }) => {
    const greeting = `Hello, ${name}!`;
    return { content: [{ type: 'text', text: greeting }], structuredContent: { greeting } };
  });
  return server;
}
