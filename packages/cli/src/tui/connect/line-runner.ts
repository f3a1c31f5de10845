import type { Progress } from '@modelcontextprotocol/sdk/types.js';
import type { McpSession } from '../../session/mcp-session.ts';
import { runLine } from '../../session/run-line.ts';
import type { Transcript } from './transcript.ts';

/** Runs entered lines one after the other. */
export interface LineRunner {
  /** Runs a line once those before it are done. */
  enter: (line: string) => void;
  /** Cancels the running line and forgets those that wait; false when nothing runs. */
  cancel: () => boolean;
  /** What runs now, `null` when nothing does. */
  running: () => RunningLine | null;
  subscribe: (listener: () => void) => () => void;
}

export interface RunningLine {
  line: string;
  progress: Progress | null;
  cancelling: boolean;
}

export interface LineRunnerOptions {
  session: McpSession;
  transcript: Transcript;
  defaultUrl: string;
  onQuit: () => void;
}

export function createLineRunner(options: LineRunnerOptions): LineRunner {
  const { session, transcript, defaultUrl, onQuit } = options;
  const listeners = new Set<() => void>();
  let waiting: string[] = [];
  let running: RunningLine | null = null;
  let abort = new AbortController();

  return {
    enter(line) {
      waiting.push(line);
      if (running === null) void runWaiting();
    },
    cancel() {
      if (running === null) return false;
      waiting = [];
      abort.abort();
      update({ ...running, cancelling: true });
      return true;
    },
    running: () => running,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  async function runWaiting(): Promise<void> {
    for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
      abort = new AbortController();
      transcript.print({ kind: 'command', text: line });
      update({ line, progress: null, cancelling: false });
      const outcome = await runLine(line, {
        session,
        defaultUrl,
        signal: abort.signal,
        print: transcript.print,
        onProgress: (progress) => running !== null && update({ ...running, progress }),
      });
      if (outcome === 'quit') onQuit();
    }
    update(null);
  }

  function update(next: RunningLine | null): void {
    running = next;
    for (const listener of listeners) listener();
  }
}
