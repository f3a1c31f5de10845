import type { Command } from 'commander';
import { logsOptions, type LogsFlags } from '../flags/logs-flags.ts';
import type { Run } from '../run.ts';

/** `bedrock-spend logs`: single calls, the most expensive first. */
export function logsCommand(command: Command, { terminal, finish }: Run): Command {
  command
    .description('Single calls, the most expensive first; never prompts or answers.')
    .argument('[paths...]', 'log files, folders or globs; - is stdin')
    .addHelpText('after', logsExamples)
    .action(async (paths: string[], flags: LogsFlags) => {
      const { runLogs } = await import('../logs/run-logs.ts');
      finish(await runLogs({ paths, flags, terminal }));
    });
  for (const [heading, options] of logsOptions()) {
    for (const option of options) command.addOption(option.helpGroup(heading));
  }
  return command;
}

const logsExamples = `
Examples:
  bedrock-spend logs --region us-east-1 --days 1
  bedrock-spend logs logs/ --where person=jo@example.com --limit 50
  bedrock-spend logs logs/ --where error!='(none)' --order time

Exit status: 0 done, 1 failed, 2 wrong usage, 3 partial.`;
