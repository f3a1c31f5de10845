import { render } from 'ink';
import type { ReactElement } from 'react';
import { exitStatus, type ExitStatus } from '../../exit-status.ts';
import { logOutput } from '../../session/log-output.ts';
import { createMcpSession } from '../../session/mcp-session.ts';
import type { ClientOptions } from '../../session/run-piped.ts';
import { ConnectApp } from './connect-app.tsx';
import { createLineRunner } from './line-runner.ts';
import { createTranscript } from './transcript.ts';

export interface ConnectAppOptions extends ClientOptions {
  /** Run at the start, as if they had been typed. */
  firstLines: readonly string[];
  /** Shown above everything. */
  notes: readonly string[];
  color: boolean;
}

/** Runs the `connect` prompt in a terminal until the user leaves. */
export async function runConnectApp(options: ConnectAppOptions): Promise<ExitStatus> {
  const { terminal, url, apiKey, timeoutMs, firstLines, notes, color } = options;
  const transcript = createTranscript();
  for (const text of notes) transcript.print({ kind: 'note', text });
  const session = createMcpSession({
    apiKey,
    timeoutMs,
    onLog: (message) => transcript.print(logOutput(message)),
    onNote: (text) => transcript.print({ kind: 'note', text }),
  });
  const runner = createLineRunner({ session, transcript, defaultUrl: url, onQuit: leave });
  const { stdin, stdout, stderr, signal } = terminal;
  const app = render(screen(false), {
    stdin,
    stdout,
    stderr,
    exitOnCtrlC: false,
    patchConsole: false,
    // In CI the terminal may be a real one all the same.
    interactive: true,
  });
  signal.addEventListener('abort', leave);
  for (const line of firstLines) runner.enter(line);
  try {
    await app.waitUntilExit();
  } finally {
    signal.removeEventListener('abort', leave);
    runner.cancel();
    await session.disconnect();
  }
  return signal.aborted ? exitStatus.interrupted : exitStatus.done;

  function screen(leaving: boolean): ReactElement {
    const parts = { session, transcript, runner, color, leaving };
    return <ConnectApp {...parts} onQuit={leave} />;
  }

  function leave(): void {
    app.rerender(screen(true));
    app.unmount();
  }
}
