import type { Logger } from 'pino';

import { memorySource } from '@bedrock-spend/core';
import { createApp, type App, type AppOptions } from '../http.ts';
import { createLogger } from '../logger.ts';
import { createFrontDoor } from './front-door.ts';
import { currentInvocation } from './invocation.ts';
import type { LambdaServer } from './lambda-server.ts';

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

/** The app itself, as it runs on Lambda. */
export function serverWithApp(options: Partial<AppOptions> = {}): TestLambdaServer {
  return serverOf((logger, { callerOf: frontDoor, isAddressedHere }) =>
    createApp({
      source: memorySource([]),
      logger,
      isAddressedHere,
      timeLeftMs: () => currentInvocation.getStore()?.timeLeftMs(),
      ...options,
      access: { frontDoor, ...options.access },
      sessions: { ...options.sessions, canStream: false },
    }),
  );
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
