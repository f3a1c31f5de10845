import { SpendError, type LogSource } from '@bedrock-spend/core';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import type { Logger } from 'pino';

import { createCatalog } from './catalog/catalog.ts';
import { createLogger } from './logger.ts';
import { usualLookMs } from './resources/changes.ts';
import { serverForEra } from './protocol/server-for-era.ts';
import type { ServerOptions } from './server.ts';

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
 * Serves the process that started this one over stdin and stdout, until it closes stdin: in the protocol
 * version that its first message is written in, with a session (up to 2025-11-25) or without (2026-07-28).
 *
 * @example
 * const { closed } = await startStdio({ source });
 * await closed;
 */
export async function startStdio(options: StdioOptions): Promise<StdioServer> {
  const { logger = createLogger() } = options;
  await checkSource(options.source, logger);
  const transport = new StdioServerTransport();
  const lookForChangesMs = usualLookMs(options.source.kind);
  const serverOf = serverForEra({
    catalog: createCatalog(options, { logger }),
    logger,
    lookForChangesMs,
  });
  const connection = serveStdio(serverOf, {
    transport,
    // Names alone: messages may quote what a client has sent.
    onerror: ({ name }) => logger.warn({ type: name }, 'a message could not be served'),
  });
  const closed = Promise.withResolvers<void>();
  const { onclose } = transport;
  transport.onclose = () => {
    onclose?.();
    closed.resolve();
  };
  logger.info({ source: options.source.kind }, 'serving stdin');
  return { closed: closed.promise, close: () => connection.close() };
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
