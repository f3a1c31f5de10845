import { commandList, quitCommands } from '../../session/commands/command-list.ts';
import type { McpSession } from '../../session/mcp-session.ts';

export interface Completion {
  /** The line, as far as it could be completed. */
  text: string;
  /** What it could become, where there is more than one. */
  choices: readonly string[];
}

/**
 * Completes the command, or the first word after it: names of tools and prompts, URIs of resources.
 * Commands are known at once, so that keys which follow a Tab find the completed line; what the
 * server has to be asked for comes later, and not at all when that fails: the command will tell why.
 */
export function completeLine(text: string, session: McpSession): Completion | Promise<Completion> {
  const [, name, word] = /^\s*(\S+)\s+(\S*)$/.exec(text) ?? [];
  if (name === undefined || word === undefined) {
    const names = [...commandList.map((command) => command.name), ...quitCommands];
    return completeWord({ before: '', word: text.trimStart(), names });
  }
  const command = commandList.find((candidate) => candidate.name === name);
  if (command?.complete === undefined || session.connection === null) return { text, choices: [] };
  return command
    .complete(session)
    .then((names) => completeWord({ before: `${name} `, word, names }))
    .catch(() => ({ text, choices: [] }));
}

function completeWord({
  before,
  word,
  names,
}: {
  before: string;
  word: string;
  names: readonly string[];
}): Completion {
  const choices = names.filter((name) => name.startsWith(word));
  const [only, ...others] = choices;
  if (only === undefined) return { text: before + word, choices: [] };
  if (others.length === 0) return { text: `${before}${only} `, choices: [] };
  return { text: before + others.reduce(commonStart, only), choices };
}

function commonStart(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return left.slice(0, length);
}
