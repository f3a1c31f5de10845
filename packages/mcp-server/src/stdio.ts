import { once } from 'node:events';

import { SpendError, type LogSource } from '@bedrock-spend/core';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Logger } from 'pino';

import { createLogger } from './logger.ts';
import { createServer, type ServerOptions } from './server.ts';

/**
 * What to serve to the process that started this one.
 *
 * @example
 * const options: StdioOptions = { source };
 */
export interface StdioOptions extends Omit<ServerOptions, 'logger'> {
  /** Must not write to stdout: that belongs to the protocol. Default JSON lines on stderr. */
  logger?: Logger | undefined;
}

/**
 * A server that speaks over stdin and stdout.
 *
 * @example
 * const ended = ({ closed }: StdioServer) => closed;
 */
export interface StdioServer {
  /** Resolves when the client has closed its side, or `close` was called. */
  closed: Promise<void>;
  /** Ends the session. */
  close(): Promise<void>;
}

/**
 * Serves the process that started this one over stdin and stdout, until it closes stdin.
 *
 * @example
 * const { closed } = await startStdio({ source });
 * await closed;
 */
export async function startStdio(options: StdioOptions): Promise<StdioServer> {
  const { logger = createLogger() } = options;
  await checkSource(options.source, logger);
  const server = createServer({ ...options, logger });
  const closed = new Promise<void>((resolve) => {
    server.server.onclose = resolve;
  });
  await server.connect(new StdioServerTransport());
  // The SDK's transport does not notice when its client is gone.
  const gone = Promise.race([once(process.stdin, 'end'), once(process.stdout, 'error')]);
  gone.then(
    () => server.close(),
    () => server.close(),
  );
  logger.info({ source: options.source.kind }, 'serving stdin');
  return { closed, close: () => server.close() };
}

/**
 * The host shows nobody why a server did not start. Without credentials it starts, so that the tools
 * can say how to log in; the next call after that works.
 */
async function checkSource(source: LogSource, logger: Logger): Promise<void> {
  try {
    await source.check?.();
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code !== 'NO_CREDENTIALS') throw error;
    logger.warn(error.message);
  }
}
