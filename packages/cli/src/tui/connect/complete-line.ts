import { commandList, quitCommands } from '../../session/commands/command-list.ts';
import type { McpSession } from '../../session/mcp-session.ts';

export interface Completion {
  /** The line, as far as it could be completed. */
  text: string;
  /** What it could become, where there is more than one. */
  choices: readonly string[];
}

/** Completes the command, or the first word after it: names of tools and prompts, URIs of resources. */
export async function completeLine(text: string, session: McpSession): Promise<Completion> {
  const [, name, word] = /^\s*(\S+)\s+(\S*)$/.exec(text) ?? [];
  if (name === undefined || word === undefined) {
    const names = [...commandList.map((command) => command.name), ...quitCommands];
    return completeWord({ before: '', word: text.trimStart(), names });
  }
  const command = commandList.find((candidate) => candidate.name === name);
  if (command?.complete === undefined || session.connection === null) return { text, choices: [] };
  // Completion is a convenience: that it failed, the command itself will tell.
  const names = await command.complete(session).catch(() => []);
  return completeWord({ before: `${name} `, word, names });
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
