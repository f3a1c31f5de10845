// What a program in TypeScript sees of the server package. It is type-checked, never run.
import { filesSource } from '@bedrock-spend/core/files';
import { createLogger, startServer } from '@bedrock-spend/mcp-server';

const server = await startServer({
  source: filesSource(['logs/']),
  logger: createLogger({ level: 'info' }),
  host: '127.0.0.1',
  port: 0,
});
export const url: string = server.url;
await server.close();

// @ts-expect-error the address is a string: this line fails to compile unless the types are found
export const wrongUrl: number = server.url;
