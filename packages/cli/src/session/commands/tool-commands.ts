import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { nameAndJson } from '../json-arguments.ts';
import type { SessionCommand } from '../session-command.ts';
import { allTools } from '../session-lists.ts';
import { visibleText } from '../visible-text.ts';
import { callAndPrint } from './call-and-print.ts';

export const toolCommands: readonly SessionCommand[] = [
  {
    name: 'list-tools',
    parameters: '',
    summary: 'the tools of the server and what they take',
    async run({ session, call, print }) {
      const tools = await session.read(allTools, call);
      const text = tools.length === 0 ? 'The server has no tools.' : tools.map(toolText).join('\n');
      print({ kind: 'text', text });
    },
  },
  {
    name: 'call-tool',
    parameters: 'NAME [JSON]',
    summary: 'call any tool, arguments as a JSON object',
    async complete(session) {
      return (await session.read(allTools)).map(({ name }) => name);
    },
    async run(context) {
      const { name, json } = nameAndJson(context.rest, 'call-tool NAME [JSON]');
      await callAndPrint(context, { name, arguments: json });
    },
  },
  {
    name: 'greet',
    parameters: '[NAME]',
    summary: 'try the connection',
    run: (context) => callAndPrint(context, { name: 'greet', arguments: greeted(context.rest) }),
  },
  {
    name: 'multi-greet',
    parameters: '[NAME]',
    summary: 'try notifications: three greetings, a second apart',
    run: (context) =>
      callAndPrint(context, { name: 'multi-greet', arguments: greeted(context.rest) }),
  },
];

function greeted(rest: string): Record<string, unknown> {
  return { name: rest === '' ? 'world' : rest };
}

function toolText({ name, title, description, inputSchema }: Tool): string {
  const required = new Set(inputSchema.required);
  const names = Object.keys(inputSchema.properties ?? {});
  const parameters = names.map((key) => (required.has(key) ? `${key} (required)` : key));
  const takes = parameters.length === 0 ? 'nothing' : parameters.join(', ');
  const about = description ?? title ?? '';
  return visibleText(
    [name, ...(about === '' ? [] : [`  ${about}`]), `  takes ${takes}`].join('\n'),
  );
}
