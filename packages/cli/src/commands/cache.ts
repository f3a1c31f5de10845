import type { Command } from 'commander';
import { Option } from 'commander';
import type { Run } from '../run.ts';

/** `bedrock-spend cache info|clear`: the past days of CloudWatch that are kept on this machine. */
export function cacheCommand(command: Command, { terminal, finish }: Run): Command {
  command.description(
    'Past days do not change, so what was read of them is kept on this machine: counts and names, no prompts.',
  );
  command
    .command('info')
    .summary('where the cache is and what it holds')
    .description('Where the cache is and what it holds.')
    .addOption(new Option('--json', 'as JSON'))
    .action(async ({ json = false }: { json?: boolean }) => {
      const { runCacheInfo } = await import('../cache/run-cache-info.ts');
      finish(await runCacheInfo({ json, terminal }));
    });
  command
    .command('clear')
    .summary('forget everything')
    .description('Forgets everything; the next report reads past days again.')
    .action(async () => {
      const { runCacheClear } = await import('../cache/run-cache-clear.ts');
      finish(await runCacheClear(terminal));
    });
  return command;
}
