import type { Command } from 'commander';
import type { Run } from '../run.ts';

interface DemoFlags {
  logFile?: string;
  color: boolean;
}

/** `bedrock-spend demo`: the whole way from logs to report, with nothing but what is bundled. */
export function demoCommand(command: Command, { terminal, finish }: Run): Command {
  return command
    .description(
      'Starts the MCP server over bundled sample logs, connects the client to it and shows what five weeks of calls cost.',
    )
    .option(
      '--log-file <path>',
      "where the server's log goes (default: a file of its own, printed)",
    )
    .option('--no-color', 'plain text, as with NO_COLOR=1')
    .addHelpText('after', demoExamples)
    .action(async (flags: DemoFlags) => {
      const { runDemo } = await import('../demo/run-demo.ts');
      finish(await runDemo({ terminal, logFile: flags.logFile, color: flags.color }));
    });
}

const demoExamples = `
Examples:
  bedrock-spend demo                     stays at the connect prompt under the report
  bedrock-spend demo | less              the report only
  bedrock-spend demo --log-file demo.log`;
