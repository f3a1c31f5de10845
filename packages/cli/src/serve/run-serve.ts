import { once } from 'node:events';
import { resolve } from 'node:path';
import { resolveQuery } from '@bedrock-spend/core';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { ServeFlags } from '../flags/serve-flags.ts';
import { loadPrices } from '../settings/load-prices.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { queryOf } from '../report/query-of.ts';
import { sourceOf } from '../report/source-of.ts';
import type { Terminal } from '../terminal.ts';
import { awsServices } from './aws-services.ts';
import { UsageError } from '../usage-error.ts';

export interface ServeOptions {
  paths: readonly string[];
  flags: ServeFlags;
  terminal: Terminal;
}

/** Serves until the user or the client ends it. */
export async function runServe({ paths, flags, terminal }: ServeOptions): Promise<ExitStatus> {
  if (paths.includes('-')) {
    throw new UsageError(
      'A server reads its logs anew for each report: give files or folders, not -.',
    );
  }
  const settings = await loadSettings(terminal);
  const { source } = await sourceOf({ paths, flags, settings, terminal, keep: 'memory' });
  const defaults = queryOf({ ...flags, color: false }, settings);
  // A wrong default is a matter for who starts the server, not for who calls it.
  await resolveQuery(defaults, { now: terminal.now() });
  const [prices, { callOptions, createLogger, serverOptions, startServer, startStdio }] =
    await Promise.all([
      loadPrices({ flags, settings, terminal }),
      import('@bedrock-spend/mcp-server'),
    ]);
  const logger = createLogger({
    level: flags.logLevel,
    destination:
      flags.logFile === undefined ? undefined : resolve(terminal.workingDirectory, flags.logFile),
  });
  const services = {
    ...(source.kind === 'cloudwatch' ? await awsServices(flags, settings) : {}),
    source,
    defaults,
    prices,
    now: terminal.now,
  };
  if (flags.stdio === true) {
    const operator = await callOptions(flags.settings, terminal.env);
    const server = await startStdio({ ...services, ...operator, logger });
    await Promise.race([server.closed, aborted(terminal.signal)]);
    await server.close();
    return exitStatus.done;
  }
  const { host, port } = flags;
  const operator = await serverOptions(flags.settings, terminal.env);
  const server = await startServer({ ...services, ...operator, logger, host, port });
  terminal.stderr.write(`Serving ${source.name} at ${server.url}; Ctrl-C ends.\n`);
  await aborted(terminal.signal);
  await server.close();
  return exitStatus.done;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
