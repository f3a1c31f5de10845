// Our server. `rebuilt` keeps one live session only, so that every call of another one rebuilds it.
import { memorySource } from '@bedrock-spend/core';
import { createApp, createLogger } from '@bedrock-spend/mcp-server';

import { serveMeasured } from './serve-measured.ts';

const [kept] = process.argv.slice(2);

const app = createApp({
  source: memorySource([]),
  logger: createLogger({ level: 'silent' }),
  ...(kept === 'rebuilt' && { sessions: { maxSessions: 1 } }),
});

await serveMeasured((request) => app.fetch(request));
