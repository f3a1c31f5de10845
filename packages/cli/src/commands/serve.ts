import type { Command } from 'commander';
import { awsOptions } from '../flags/aws-flags.ts';
import {
  filterOptions,
  priceOptions,
  readingOptions,
  windowOptions,
} from '../flags/report-flags.ts';
import { serveOptions, type ServeFlags } from '../flags/serve-flags.ts';
import type { Run } from '../run.ts';
import { UsageError } from '../usage-error.ts';

/** `bedrock-spend serve`: the MCP server over CloudWatch or log files. */
export function serveCommand(command: Command, { terminal, finish }: Run): Command {
  command
    .description(
      'Starts the MCP server over CloudWatch or log files: HTTP on this machine, or --stdio.',
    )
    .argument('[paths...]', 'log files, folders or globs: JSON, NDJSON, plain, gzip or zstd')
    .addHelpText('after', serveExamples)
    .action(async (paths: string[], flags: ServeFlags) => {
      refuseAddress(command, flags);
      const { runServe } = await import('../serve/run-serve.ts');
      finish(await runServe({ paths, flags, terminal }));
    });
  const groups = [
    ['How to serve:', serveOptions()],
    ['What to read:', readingOptions()],
    ['AWS:', awsOptions()],
    [
      'Where a call leaves it open:',
      [...windowOptions().filter(isUsual), ...filterOptions().filter(isUsual)],
    ],
    ['Prices:', priceOptions()],
  ] as const;
  for (const [heading, options] of groups) {
    for (const option of options) command.addOption(option.helpGroup(heading));
  }
  return command;
}

/** An address in the environment is for other servers: only one that was typed contradicts `--stdio`. */
function refuseAddress(command: Command, { stdio }: ServeFlags): void {
  const typed = ['port', 'host'].find((name) => command.getOptionValueSource(name) === 'cli');
  if (stdio === true && typed !== undefined) {
    throw new UsageError(`--${typed} is for HTTP: leave it out, or leave --stdio out.`);
  }
}

/** Dates of a server's calls are up to the caller. */
function isUsual({ long }: { long?: string | undefined }): boolean {
  return ['--days', '--time-zone', '--region', '--account'].includes(long ?? '');
}

const serveExamples = `
Examples:
  bedrock-spend serve --region us-east-1         CloudWatch Logs of the AWS credentials
  bedrock-spend serve logs/                      http://127.0.0.1:3000/mcp
  bedrock-spend serve logs/ --port 0             a free port, printed
  bedrock-spend serve logs/ --stdio              for hosts that start their servers

Exit status: 0 ended by Ctrl-C or SIGTERM, 1 failed (such as a port in use),
2 wrong usage.`;
