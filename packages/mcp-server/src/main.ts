import { SpendError } from '@bedrock-spend/core';

import { readCommandLine, type Command, type ServeCommand } from './command-line.ts';
import { help } from './help.ts';
import { createLogger } from './logger.ts';
import { serverInfo } from './server-info.ts';
import { serviceOptions } from './service-options.ts';
import { createdKeyText } from './settings/created-key-text.ts';
import { callOptions, serverOptions } from './settings/server-options.ts';

process.exitCode = await run();

async function run(): Promise<number> {
  try {
    const command = readCommandLine(process.argv.slice(2), process.env);
    if (command.kind === 'serve') await serve(command);
    else process.stdout.write(textOf(command));
    return 0;
  } catch (error) {
    if (!SpendError.isInstance(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.code.startsWith('INVALID_') ? 2 : 1;
  }
}

function textOf(command: Exclude<Command, ServeCommand>): string {
  switch (command.kind) {
    case 'help':
      return help;
    case 'version':
      return `${serverInfo.version}\n`;
    case 'create-key':
      return createdKeyText(command.name);
  }
}

async function serve(command: ServeCommand): Promise<void> {
  const services = await serviceOptions(command);
  const logger = createLogger({ level: command.logLevel, destination: command.logPath });
  // Each way to serve loads what the other one does without: a host waits for the first answer.
  if (command.stdio) {
    const { startStdio } = await import('./stdio.ts');
    const operator = await callOptions(command.settings, process.env);
    const server = await startStdio({ ...services, ...operator, logger });
    void stopSignal().then(() => server.close());
    await server.closed;
    return;
  }
  const { startServer } = await import('./serve.ts');
  const { host, port } = command;
  const operator = await serverOptions(command.settings, process.env);
  const server = await startServer({ ...services, ...operator, logger, host, port });
  process.stdout.write(`bedrock-spend MCP server: ${server.url}\n`);
  await stopSignal();
  await server.close();
}

/** A second signal finds nobody who listens, and ends the process at once. */
function stopSignal(): Promise<void> {
  const stopSignals = ['SIGINT', 'SIGTERM'] as const;
  return new Promise((resolve) => {
    const stop = (): void => {
      for (const signal of stopSignals) process.off(signal, stop);
      resolve();
    };
    for (const signal of stopSignals) process.on(signal, stop);
  });
}
