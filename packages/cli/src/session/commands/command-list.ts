import type { SessionCommand } from '../session-command.ts';
import { bedrockReportCommand } from './bedrock-report-command.ts';
import { connectionCommands } from './connection-commands.ts';
import { promptCommands } from './prompt-commands.ts';
import { resourceCommands } from './resource-commands.ts';
import { toolCommands } from './tool-commands.ts';

/** Commands that end the client; whoever reads the lines acts on them. */
export const quitCommands: ReadonlySet<string> = new Set(['quit', 'exit']);

/** Every command of the prompt, in the order of its help. */
export const commandList: readonly SessionCommand[] = [
  bedrockReportCommand,
  ...toolCommands,
  ...promptCommands,
  ...resourceCommands,
  ...connectionCommands,
  {
    name: 'help',
    parameters: '',
    summary: 'this list',
    run({ print }) {
      print({ kind: 'text', text: helpText() });
      return Promise.resolve();
    },
  },
];

const summaryColumn = 24;

function helpText(): string {
  const leaving: Pick<SessionCommand, 'name' | 'parameters' | 'summary' | 'details'> = {
    name: 'quit, exit',
    parameters: '',
    summary: 'leave',
  };
  return [...commandList, leaving]
    .map(({ name, parameters, summary, details = [] }) => {
      const usage = `${name} ${parameters}`.trimEnd();
      const isLong = usage.length >= summaryColumn;
      return `${isLong ? `${usage}\n` : ''}${(isLong ? '' : usage).padEnd(summaryColumn)}${[summary, ...details].join(`\n${' '.repeat(summaryColumn)}`)}`;
    })
    .join('\n');
}
