import type { Prompt } from '@modelcontextprotocol/sdk/types.js';
import { contentText } from '../content-text.ts';
import { nameAndJson } from '../json-arguments.ts';
import type { McpSession } from '../mcp-session.ts';
import type { SessionCommand } from '../session-command.ts';
import { allPrompts } from '../session-lists.ts';
import { visibleText } from '../visible-text.ts';

export const promptCommands: readonly SessionCommand[] = [
  {
    name: 'list-prompts',
    parameters: '',
    summary: 'the prompts of the server',
    async run({ session, call, print }) {
      const prompts = await session.read(allPrompts, call);
      const text = prompts.map(promptText).join('\n');
      print({ kind: 'text', text: text === '' ? 'The server has no prompts.' : text });
    },
  },
  {
    name: 'get-prompt',
    parameters: 'NAME [JSON]',
    summary: 'the messages of a prompt',
    complete: promptNames,
    async run({ session, rest, call, print }) {
      const { name, json } = nameAndJson(rest, 'get-prompt NAME [JSON]');
      const promptArguments = Object.fromEntries(
        Object.entries(json).map(([key, value]) => [
          key,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      );
      const { messages } = await session.read(
        (client, options) => client.getPrompt({ name, arguments: promptArguments }, options),
        call,
      );
      const text = messages.map(({ role, content }) => `${role}: ${contentText(content)}`);
      print({ kind: 'text', text: text.join('\n') });
    },
  },
];

async function promptNames(session: McpSession): Promise<readonly string[]> {
  return (await session.read(allPrompts)).map(({ name }) => name);
}

function promptText({ name, description, arguments: parameters = [] }: Prompt): string {
  const names = parameters.map((parameter) =>
    parameter.required === true ? `${parameter.name} (required)` : parameter.name,
  );
  const about = description === undefined ? [] : [`  ${description}`];
  const takes = names.length === 0 ? 'nothing' : names.join(', ');
  return visibleText([name, ...about, `  takes ${takes}`].join('\n'));
}
