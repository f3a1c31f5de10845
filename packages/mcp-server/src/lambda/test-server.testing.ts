import type { Logger } from 'pino';

import { memorySource } from '@bedrock-spend/core';
import { createWatchedApp, type App, type AppOptions } from '../http.ts';
import { createLogger } from '../logger.ts';
import { appHost } from './app-host.ts';
import { createFrontDoor } from './front-door.ts';
import type { LambdaServer } from './lambda-server.ts';
import { signedEvent, testContext, testRuntime, testStream } from './runtime.testing.ts';
import { streamingHandlerOf } from './streaming-handler.ts';

export interface TestLambdaServer extends LambdaServer {
  /** What it has logged, line by line. */
  readonly log: Record<string, unknown>[];
}

/** A server that answers with whatever this function does. */
export function serverAnswering(
  answer: (request: Request) => Promise<Response> | Response,
): TestLambdaServer {
  return serverOf(() => ({ fetch: async (request: Request) => answer(request) }) as App);
}

/** The app itself, as it runs on Lambda, but for what a test puts in the place of a guard. */
export function serverWithApp(options: Partial<AppOptions> = {}): TestLambdaServer {
  return serverOf((logger, frontDoor) => {
    const host = appHost(frontDoor, options);
    return createWatchedApp({
      source: memorySource([]),
      logger,
      ...host,
      ...options,
      access: { ...host.access, ...options.access },
      sessions: host.sessions,
    }).app;
  });
}

function serverOf(
  makeApp: (logger: Logger, frontDoor: LambdaServer['frontDoor']) => App,
): TestLambdaServer {
  const lines: string[] = [];
  const logger = createLogger({ destination: { write: (line) => lines.push(line) } });
  const frontDoor = createFrontDoor();
  const app = makeApp(logger, frontDoor);
  return {
    frontDoor,
    logger,
    basePath: '',
    app: async () => ({ app, logger, isLimitGiven: false, flushMetrics() {} }),
    get log() {
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
  };
}

/** What becomes of one event; as the first message of somebody who has signed, unless given. */
export function handled(server: TestLambdaServer, event: unknown = signedEvent(), leftMs?: number) {
  const sink = testStream();
  const context = testContext(leftMs === undefined ? {} : { leftMs });
  const done = streamingHandlerOf(server, testRuntime)(event, sink.stream, context);
  return { sink, done };
}
