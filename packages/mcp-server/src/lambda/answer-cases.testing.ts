import { setTimeout as wait } from 'node:timers/promises';

import { memorySource } from '@bedrock-spend/core';
import { z } from 'zod';

import { definitions } from '../definitions.ts';
import { dynamodbSessionStore } from '../dynamodb.ts';
import { createWatchedApp, type App } from '../http.ts';
import { createLogger } from '../logger.ts';
import { defineTool } from '../tools/tool.ts';
import { appHost } from './app-host.ts';
import { createFrontDoor } from './front-door.ts';
import { lambdaRuntime } from './runtime.ts';
import { streamingHandlerOf } from './streaming-handler.ts';

const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

const say = defineTool({
  name: 'say',
  title: 'Say much',
  description: 'Answers with a text of so many bytes.',
  inputSchema: z.strictObject({ bytes: z.int() }),
  annotations,
  run: async ({ bytes }) => ({ content: ['x'.repeat(bytes - 4), 'end.'] }),
});

/** Every value a byte can have. */
const allBytes = Buffer.from(Array.from({ length: 256 }, (_, value) => value));

const picture = defineTool({
  name: 'picture',
  title: 'Show a picture',
  description: 'Answers with bytes of every value.',
  inputSchema: z.strictObject({}),
  annotations,
  run: async () => ({
    content: [{ type: 'image' as const, data: allBytes.toString('base64'), mimeType: 'image/png' }],
  }),
});

const languages = defineTool({
  name: 'languages',
  title: 'Speak languages',
  description: 'Answers in several alphabets.',
  inputSchema: z.strictObject({}),
  annotations,
  run: async () => ({ content: ['Größe, Ελλάδα, 東京, 🧾 \u2028 é'] }),
});

const work = defineTool({
  name: 'work',
  title: 'Work for a while',
  description: 'Tells of its progress every second, then answers.',
  inputSchema: z.strictObject({ seconds: z.int() }),
  annotations,
  async run({ seconds }, { progress, signal }) {
    for (let second = 1; second <= seconds; second += 1) {
      await wait(1000, undefined, { signal });
      await progress({ progress: second, total: seconds, message: `second ${second}` });
    }
    return { content: [`worked for ${seconds} seconds`] };
  },
});

const breakOff = defineTool({
  name: 'break-off',
  title: 'Break off',
  description: 'Its answer breaks off after the first notification.',
  inputSchema: z.strictObject({}),
  annotations,
  async run(_, { progress, signal }) {
    await progress({ progress: 1, total: 2, message: 'about to break' });
    await wait(60_000, undefined, { signal });
    return { content: ['never'] };
  },
});

const frontDoor = createFrontDoor();
const logger = createLogger();
const { app: whole } = createWatchedApp({
  source: memorySource([]),
  definitions: { ...definitions, tools: [say, picture, languages, work, breakOff] },
  logger,
  ...appHost(frontDoor, {
    sessions: {
      store: dynamodbSessionStore({ tableName: process.env['TABLE'] ?? '' }),
      keys: [{ id: 'shared', secret: Buffer.alloc(32, 'answer cases') }],
    },
  }),
});

const app: App = {
  ...whole,
  async fetch(request) {
    const text = await request.clone().text();
    const response = await whole.fetch(request);
    return text.includes('"break-off"') && response.body !== null ? broken(response) : response;
  },
};

/** The same answer, which fails once the first notification is out. */
function broken(response: Response): Response {
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, stream) {
        stream.enqueue(chunk);
        if (Buffer.from(chunk).includes('about to break')) {
          setTimeout(() => stream.error(new Error('the disk is on fire')), 100);
        }
      },
    }),
  );
  return new Response(body ?? null, response);
}

const runtime = lambdaRuntime();
if (runtime === null) throw new Error('Only the runtime client of Lambda loads this.');

export const handler = streamingHandlerOf(
  {
    frontDoor,
    logger,
    basePath: '',
    app: async () => ({ app, logger, isLimitGiven: false, flushMetrics() {} }),
  },
  runtime,
);
