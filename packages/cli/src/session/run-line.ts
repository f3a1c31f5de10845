import { closestName } from '@bedrock-spend/core';
import type { Progress } from '@modelcontextprotocol/sdk/types.js';
import { commandList, quitCommands } from './commands/command-list.ts';
import { errorSentence } from './error-sentence.ts';
import type { McpSession } from './mcp-session.ts';
import type { Output } from './session-command.ts';
import { SessionError } from './session-error.ts';
import { visibleText } from './visible-text.ts';

export interface RunLineOptions {
  session: McpSession;
  defaultUrl: string;
  signal: AbortSignal;
  print: (output: Output) => void;
  onProgress: (progress: Progress) => void;
}

/** `quit`: the line asked to leave. */
export type LineOutcome = 'done' | 'failed' | 'quit';

/** Runs one typed line; never throws: what went wrong is printed as one sentence. */
export async function runLine(line: string, options: RunLineOptions): Promise<LineOutcome> {
  const { session, defaultUrl, signal, print, onProgress } = options;
  const [, name = '', rest = ''] = /^\s*(\S*)\s*([^]*?)\s*$/.exec(line) ?? [];
  // A script may explain itself.
  if (name === '' || name.startsWith('#')) return 'done';
  if (quitCommands.has(name)) return 'quit';
  try {
    const command = commandList.find((candidate) => candidate.name === name);
    if (command === undefined) throw unknownCommand(name);
    await command.run({ session, rest, defaultUrl, call: { signal, onProgress }, print });
    return 'done';
  } catch (error) {
    const url = session.connection?.url ?? (name === 'connect' && rest !== '' ? rest : defaultUrl);
    const text = signal.aborted ? 'Cancelled.' : visibleText(errorSentence(error, url));
    print({ kind: 'error', text });
    return 'failed';
  }
}

function unknownCommand(name: string): SessionError {
  const meant = closestName(name, [...commandList.map((command) => command.name), ...quitCommands]);
  const hint = meant === null ? 'help lists them.' : `did you mean ${meant}?`;
  return new SessionError(`Unknown command '${name}': ${hint}`);
}
