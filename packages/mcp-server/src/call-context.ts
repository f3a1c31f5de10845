import type { Logger } from 'pino';

import type { Caller } from './access/caller.ts';
import type { LogLevel, ProgressStep, Services } from './tools/tool.ts';

/** What a tool, prompt or resource may use while it runs. */
export interface CallContext {
  /** Aborts when the client cancels, the session ends or the time limit is over. */
  signal: AbortSignal;
  /** Who calls. */
  caller: Caller;
  services: Services;
  /** The server's own log, which names the session: names and figures only, nothing of what was asked. */
  logger: Logger;
  /** Sends a log message to this caller; left out when below the level that the session asked for. */
  log(level: LogLevel, message: string): Promise<void>;
  /** Tells this caller how far the call is; does nothing when the caller did not ask for it. */
  progress(step: ProgressStep): Promise<void>;
  /**
   * Asks the client's user or model, and resolves with the answers under the same names. Where the
   * protocol has no requests of servers (2026-07-28), the call ends here and is run once more from
   * its start when the client has the answers: what comes before has to be safe to repeat.
   */
  ask(questions: Readonly<Record<string, Question>>): Promise<Record<string, unknown>>;
  /** Whether the client has said that it can answer such a question. */
  canAsk(method: Question['method']): boolean;
  /**
   * Ends the stream of this call, so that its client has to come back for the rest. Only where streams
   * can be resumed, else it does nothing.
   */
  closeStream(): void;
}

/** A request to the client, as both protocols write it. */
export interface Question {
  method: 'elicitation/create' | 'sampling/createMessage' | 'roots/list';
  params?: Record<string, unknown> | undefined;
}
