import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunningServer } from '@bedrock-spend/mcp-server';
import { filesSource } from '@bedrock-spend/core/files';
import type { ExitStatus } from '../exit-status.ts';
import { runPiped } from '../session/run-piped.ts';
import { wantsColor, type Terminal } from '../terminal.ts';
import { loadConnectApp } from '../tui/connect/load-connect-app.ts';
import { shiftDates } from './shift-dates.ts';

export interface DemoOptions {
  terminal: Terminal;
  /** Where the server's log goes; a new file in the system's folder for them when left out. */
  logFile: string | undefined;
  color: boolean;
  /** Folder of the sample; ours when left out. */
  sample?: string;
}

const timeoutMs = 60_000;
// All of the sample.
const days = 35;

/** Server, client and report over the bundled sample, as two programs would do it over HTTP. */
export async function runDemo(options: DemoOptions): Promise<ExitStatus> {
  const { terminal } = options;
  const logFile = await logFileOf(options);
  const server = await startDemoServer({ ...options, logFile });
  const { url } = server;
  const notes = [`Server over the bundled sample: ${url}`, `Its log: ${logFile}`];
  try {
    if (terminal.stdin.isTTY === true && terminal.stdout.isTTY === true) {
      const color = wantsColor(terminal, options.color);
      const runConnectApp = await loadConnectApp(color);
      const firstLines = ['connect', `bedrock-report --days ${days} --format table`];
      const client = { terminal, url, apiKey: undefined, timeoutMs, color };
      return await runConnectApp({ ...client, firstLines, notes });
    }
    for (const note of notes) terminal.stdout.write(`${note}\n`);
    const lines = [`bedrock-report --days ${days} --format classic`];
    return await runPiped({ terminal, url, apiKey: undefined, timeoutMs, lines });
  } finally {
    await server.close();
  }
}

async function startDemoServer(options: DemoOptions & { logFile: string }): Promise<RunningServer> {
  const { terminal, logFile, sample = bundledSample } = options;
  const { createLogger, startServer } = await import('@bedrock-spend/mcp-server');
  const source = await shiftDates(filesSource([sample]), {
    now: terminal.now,
    name: 'bundled sample, dates moved to end today',
  });
  return startServer({
    port: 0,
    logger: createLogger({ destination: logFile }),
    source,
    defaults: { days },
    now: terminal.now,
    graceMs: 1000,
  });
}

const bundledSample = fileURLToPath(new URL('../../sample', import.meta.url));

async function logFileOf({ logFile, terminal }: DemoOptions): Promise<string> {
  if (logFile !== undefined) return resolve(terminal.workingDirectory, logFile);
  return join(await mkdtemp(join(tmpdir(), 'bedrock-spend-')), 'server.log');
}
