import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { connectCommand } from './commands/connect.ts';
import { demoCommand } from './commands/demo.ts';
import { pricesCommand } from './commands/prices.ts';
import { reportCommand } from './commands/report.ts';
import { serveCommand } from './commands/serve.ts';
import { exitStatus, type ExitStatus } from './exit-status.ts';
import { failureOf } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** A command sets its status here when it is through. */
export interface Run {
  terminal: Terminal;
  finish: (status: ExitStatus) => void;
}

/** Runs one command line and tells the exit status; what goes wrong is one sentence on stderr. */
export async function runProgram(
  words: readonly string[],
  terminal: Terminal,
): Promise<ExitStatus> {
  let status: ExitStatus | null = null;
  const program = createProgram({ terminal, finish: (result) => (status = result) });
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : [...words], { from: 'user' });
    return status ?? (terminal.signal.aborted ? exitStatus.interrupted : exitStatus.done);
  } catch (error) {
    if (terminal.signal.aborted) return exitStatus.interrupted;
    // Help and version were asked for and have been printed.
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.done;
    const failure = await failureOf(error, terminal.env);
    terminal.stderr.write(`bedrock-spend: ${failure.sentence}\n`);
    return failure.status;
  }
}

function createProgram(run: Run): Command {
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
  const commands = [reportCommand, pricesCommand, serveCommand, connectCommand, demoCommand];
  for (const command of commands) {
    program.addCommand(inheritSettings(command(run), program));
  }
  return program;
}

/** `addCommand` does not hand the parent's settings on, other than `command`. */
function inheritSettings(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent).helpOption('-h, --help', 'show help');
  for (const child of command.commands) inheritSettings(child, command);
  return command;
}

/** `report <path...>`. */
function subcommandTerm(command: Command): string {
  return `${command.name()} ${command.usage().replace(/\[options\] ?/, '')}`.trimEnd();
}

const programExamples = `
Examples:
  bedrock-spend demo                         the report over bundled sample logs
  bedrock-spend report logs/                 last 7 days of a folder of log files
  bedrock-spend report logs/ --month 2026-10 --format markdown
  bedrock-spend report --help                everything the report can do

Exit status: 0 done, 1 failed, 2 wrong usage, 3 partial answer, 130 interrupted.`;
