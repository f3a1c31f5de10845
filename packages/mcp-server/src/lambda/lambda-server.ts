import { SpendError } from '@bedrock-spend/core';
import type { DestinationStream, Logger } from 'pino';

import { faultOf } from '../catalog/fault-of.ts';
import { createLogger } from '../logger.ts';
import { warmUp } from '../operation/warm-up.ts';
import { createFrontDoor, type FrontDoor } from './front-door.ts';
import { openApp, type OpenedApp } from './open-app.ts';

/** The server of one instance of the function. */
export interface LambdaServer {
  readonly frontDoor: FrontDoor;
  /** Of the app, or one of its own while there is none. */
  readonly logger: Logger;
  /** What answers the path before those of the server, such as `/spend`; empty for nothing. */
  readonly basePath: string;
  /** The app; `null` where it cannot be made, which the log has been told. */
  app(): Promise<OpenedApp | null>;
}

export interface LambdaServerOptions {
  /** The environment variables of the function. */
  env: Readonly<Record<string, string | undefined>>;
  /** Where the log goes. Default stderr. */
  destination?: DestinationStream | undefined;
  /** Takes lines of metrics. Default stdout, as they have to reach the log as they are. */
  writeMetrics?: ((line: string) => void) | undefined;
  /** Milliseconds on a clock that only goes forward. Default `performance.now`. */
  nowMs?: (() => number) | undefined;
}

/** The start of an instance is paid for, and few calls may follow it. */
const lambdaWarmUp = { rounds: 2, isStatelessToo: false };

/** What could not be made is tried again after so long: a permission may have come, or a secret. */
const retryMs = 5000;

/**
 * Makes the server in the time that Lambda gives to start, in which calls that nobody waits for make the
 * first ones fast. Never rejects: a function that cannot start would be started over and over, and its
 * callers would not hear that its log says why.
 */
export async function startLambdaServer({
  env,
  destination,
  writeMetrics = (line) => void process.stdout.write(line),
  nowMs = () => performance.now(),
}: LambdaServerOptions): Promise<LambdaServer> {
  const frontDoor = createFrontDoor();
  const early = createLogger({ destination });
  let opened: OpenedApp | null = null;
  let opening: Promise<OpenedApp | null> | undefined;
  let failedMs = -Infinity;
  let sweptMs = nowMs();
  await Promise.all([open(), warmUp(lambdaWarmUp).catch(tellCold)]);

  return {
    frontDoor,
    basePath: basePathOf(env['BEDROCK_SPEND_BASE_PATH']),
    get logger() {
      return opened?.logger ?? early;
    },
    async app() {
      if (opened === null && nowMs() - failedMs >= retryMs) await open();
      sweepNowAndThen();
      return opened;
    },
  };

  async function open(): Promise<void> {
    opening ??= openApp({ env, frontDoor, destination, writeMetrics }).catch(tellFailure);
    opened = await opening;
    opening = undefined;
  }

  function tellFailure(error: unknown): null {
    failedMs = nowMs();
    const problem = SpendError.isInstance(error) ? error.message : undefined;
    const facts = problem === undefined ? { fault: faultOf(error) } : { problem };
    early.error(facts, 'the server cannot start: every request is answered 500');
    return null;
  }

  function tellCold(error: unknown): void {
    early.warn({ fault: faultOf(error) }, 'warming up failed: the first calls take longer');
  }

  /** No timer runs while the instance is frozen. */
  function sweepNowAndThen(): void {
    if (nowMs() - sweptMs < 60_000) return;
    sweptMs = nowMs();
    opened?.app.sweep();
  }
}

function basePathOf(text: string | undefined): string {
  const path = `/${text ?? ''}`.replace(/\/+/g, '/');
  return path.replace(/\/$/, '');
}
