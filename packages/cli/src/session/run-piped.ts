import { createInterface } from 'node:readline';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { Terminal } from '../terminal.ts';
import { logOutput } from './log-output.ts';
import { createMcpSession } from './mcp-session.ts';
import { plainText } from './plain-text.ts';
import { progressText } from './progress-text.ts';
import { runLine, type LineOutcome } from './run-line.ts';
import type { Output } from './session-command.ts';

export interface ClientOptions {
  terminal: Terminal;
  /** Where `connect` goes without an address. */
  url: string;
  apiKey: string | undefined;
  /** Longest silence of the server during a call. */
  timeoutMs: number;
}

export interface PipedOptions extends ClientOptions {
  lines: AsyncIterable<string> | Iterable<string>;
}

/**
 * Runs commands one a line and prints plainly: what is shown on stdout, errors on stderr. Goes on
 * after a failed command, and ends with status 1 when one has failed.
 */
export async function runPiped({ lines, terminal, ...options }: PipedOptions): Promise<ExitStatus> {
  const { url, apiKey, timeoutMs } = options;
  const { signal, stdout, stderr } = terminal;
  const session = createMcpSession({
    apiKey,
    timeoutMs,
    onLog: (message) => print(logOutput(message)),
    onNote: (text) => print({ kind: 'note', text }),
  });
  const run = (line: string): Promise<LineOutcome> =>
    runLine(line, {
      session,
      defaultUrl: url,
      signal,
      print,
      onProgress: (progress) => print({ kind: 'progress', text: progressText(progress) }),
    });
  let failed = false;
  try {
    for await (const line of connectFirst(lines)) {
      const outcome = await run(line.text);
      if (outcome === 'quit' || signal.aborted) break;
      failed ||= outcome === 'failed';
      // Without a connection, nothing that follows can work.
      if (outcome === 'failed' && line.implied) break;
    }
  } finally {
    await session.disconnect();
  }
  if (signal.aborted) return exitStatus.interrupted;
  return failed ? exitStatus.failed : exitStatus.done;

  function print(output: Output): void {
    (output.kind === 'error' ? stderr : stdout).write(`${plainText(output)}\n`);
  }
}

/** Lines of stdin, until it ends or the user wants to stop. */
export async function* inputLines({ stdin, signal }: Terminal): AsyncGenerator<string> {
  const reader = createInterface({ input: stdin, crlfDelay: Infinity, terminal: false });
  const stop = (): void => reader.close();
  signal.addEventListener('abort', stop);
  try {
    yield* reader;
  } finally {
    signal.removeEventListener('abort', stop);
    reader.close();
  }
}

/** Connects before the first command, unless that command says itself where to connect. */
async function* connectFirst(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<{ text: string; implied: boolean }> {
  let first = true;
  for await (const text of lines) {
    if (first && text.trim() === '') continue;
    if (first && !/^\s*connect\b/.test(text)) yield { text: 'connect', implied: true };
    first = false;
    yield { text, implied: false };
  }
}
