import type { DestinationStream, Logger } from 'pino';

import { readCommandLine } from '../command-line.ts';
import { createWatchedApp, type App } from '../http.ts';
import { createLogger } from '../logger.ts';
import { serviceOptions } from '../service-options.ts';
import { serverOptions } from '../settings/server-options.ts';
import { appHost } from './app-host.ts';
import { createEmbeddedMetrics } from './embedded-metrics.ts';
import type { FrontDoor } from './front-door.ts';

/** The server as the environment describes it. */
export interface OpenedApp {
  app: App;
  logger: Logger;
  /** The operator has said how long a call may take. */
  isLimitGiven: boolean;
  /** Writes what has been counted, before the instance is frozen. */
  flushMetrics(): void;
}

export interface OpenAppOptions {
  env: Readonly<Record<string, string | undefined>>;
  frontDoor: FrontDoor;
  /** Where the log goes. Default stderr. */
  destination?: DestinationStream | undefined;
  /** Takes lines of metrics. */
  writeMetrics: (line: string) => void;
}

/**
 * Makes the app from the environment variables of the function, which are those of the command.
 *
 * @throws SpendError with one sentence that says which of them is wrong.
 */
export async function openApp({
  env,
  frontDoor,
  destination,
  writeMetrics,
}: OpenAppOptions): Promise<OpenedApp> {
  const command = readCommandLine([], env);
  if (command.kind !== 'serve') throw new Error('No words ask for anything but to serve.');
  const logger = createLogger({ level: command.logLevel, destination });
  // Secrets come over the network: what is loaded for services meanwhile costs no time.
  const [services, operator] = await Promise.all([
    serviceOptions(command),
    serverOptions(command.settings, env),
  ]);
  const functionName = env['AWS_LAMBDA_FUNCTION_NAME'] ?? 'bedrock-spend';
  const metrics = createEmbeddedMetrics({ functionName, write: writeMetrics });
  const { app, tellReach } = createWatchedApp({
    ...services,
    ...operator,
    ...operator.app,
    logger,
    metrics,
    ...appHost(frontDoor, operator),
  });
  tellReach();
  return {
    app,
    logger,
    isLimitGiven: operator.callTimeLimitMs !== undefined,
    flushMetrics: metrics.flush,
  };
}
