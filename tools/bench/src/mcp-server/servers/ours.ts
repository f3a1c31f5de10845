// Our server, as it is started. `rebuilt` keeps one live session only, so that every call of another
// one rebuilds it.
import { memorySource } from '@bedrock-spend/core';
import { createLogger, startServer } from '@bedrock-spend/mcp-server';

import { tellUsage } from './serve-measured.ts';

const [kept] = process.argv.slice(2);

const { port, warm, close } = await startServer({
  source: memorySource([]),
  logger: createLogger({ level: 'silent' }),
  port: 0,
  ...(kept === 'rebuilt' && { sessions: { maxSessions: 1 } }),
});

await warm;
tellUsage(port, () => void close());
