import type { CallOptions, McpSession } from './mcp-session.ts';

/** One command of the `connect` prompt. */
export interface SessionCommand {
  name: string;
  /** What follows the name: `NAME [JSON]`; empty when nothing does. */
  parameters: string;
  summary: string;
  /** What `help` says below the summary, a line each. */
  details?: readonly string[];
  /** Words that may stand first after the name, for tab completion. */
  complete?: (session: McpSession) => Promise<readonly string[]>;
  /** @throws whatever went wrong; who runs the command tells it in one sentence. */
  run: (context: SessionCommandContext) => Promise<void>;
}

export interface SessionCommandContext {
  session: McpSession;
  /** What was typed after the command's name, trimmed. */
  rest: string;
  /** Where `connect` goes without an address. */
  defaultUrl: string;
  /** To hand on to every request: cancels it, and shows its progress. */
  call: CallOptions;
  print: (output: Output) => void;
}

/** One piece of what the client shows. */
export type Output =
  | { kind: 'command'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'log'; level: string; text: string }
  | { kind: 'progress'; text: string }
  | { kind: 'error'; text: string }
  /** `report`: the structured answer, where it may be shown instead of the text. */
  | { kind: 'result'; text: string; report: unknown };

/** The line that stands over every result. */
export const resultHeading = 'Tool result:';
