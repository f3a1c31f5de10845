import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { commandTable, type CommandEntry } from './command-table.ts';
import { exitStatus, type ExitStatus } from './exit-status.ts';
import type { Run } from './run.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line and tells the exit status; what goes wrong is one sentence on stderr. */
export async function runProgram(
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitStatus> {
  let status: ExitStatus | null = null;
  try {
    const run: Run = { terminal, finish: (result) => (status = result) };
    const program = await createProgram(words, run);
    await program.parseAsync(words.length === 0 ? ['--help'] : [...words], { from: 'user' });
    return status ?? (terminal.signal.aborted ? exitStatus.interrupted : exitStatus.done);
  } catch (error) {
    if (terminal.signal.aborted) return exitStatus.interrupted;
    // Help and version were asked for and have been printed.
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.done;
    const { failureOf } = await import('./failure.ts');
    const failure = await failureOf(error, terminal.env);
    terminal.stderr.write(`bedrock-spend: ${failure.sentence}\n`);
    return failure.status;
  }
}

async function createProgram(words: readonly string[], run: Run): Promise<Command> {
  const { stdout } = run.terminal;
  const program = new Command('bedrock-spend')
    .description(packageJson.description)
    .usage('<command> [options]')
    .version(packageJson.version, '--version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    // runProgram prints errors, once and in one form.
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: () => undefined })
    .configureHelp({ subcommandTerm })
    .exitOverride()
    .addHelpText('after', programExamples);
  program.commandsGroup('Commands:');
  for (const entry of commandTable) {
    // Flags of the other commands are not needed, and take as long to load as commander itself.
    const isNamed = words[0] === entry.name || (words[0] === 'help' && words[1] === entry.name);
    const command = commandOf(entry);
    program.addCommand(isNamed ? (await entry.load())(command, run) : command);
    inheritSettings(command, program);
  }
  return program;
}

function commandOf({ name, parameters, summary }: CommandEntry): Command {
  return new Command(name).summary(summary).usage(`[options] ${parameters}`.trimEnd());
}

/** `addCommand` does not hand the parent's settings on, other than `command`. */
function inheritSettings(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent).helpOption('-h, --help', 'show help');
  for (const child of command.commands) inheritSettings(child, command);
}

/** `report <path...>`. */
function subcommandTerm(command: Command): string {
  return `${command.name()} ${command.usage().replace(/ ?\[options\] ?/, '')}`.trimEnd();
}

const programExamples = `
Examples:
  bedrock-spend demo                         the report over bundled sample logs
  bedrock-spend report --region us-east-1    last 7 days, from CloudWatch Logs
  bedrock-spend report logs/                 last 7 days of a folder of log files
  bedrock-spend report logs/ --month 2026-10 --format markdown
  bedrock-spend report --help                everything the report can do

Exit status: 0 done, 1 failed, 2 wrong usage, 3 partial answer, 130 interrupted.`;
