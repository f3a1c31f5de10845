import type { Command } from 'commander';
import { billOptions, type BillFlags } from '../flags/bill-flags.ts';
import type { Run } from '../run.ts';

/** `bedrock-spend bill`: what AWS billed for Bedrock, beside the estimate from the logs. */
export function billCommand(command: Command, { terminal, finish }: Run): Command {
  command
    .description(
      'What AWS billed for Bedrock per day, service and usage type, beside the estimate. Each request to Cost Explorer costs $0.01: three for days that were not asked for before.',
    )
    .argument('[paths...]', 'log files, folders or globs to estimate from (default: CloudWatch)')
    .addHelpText('after', billExamples)
    .action(async (paths: string[], flags: BillFlags) => {
      const { runBill } = await import('../bill/run-bill.ts');
      finish(await runBill({ paths, flags, terminal }));
    });
  for (const [heading, options] of billOptions()) {
    for (const option of options) command.addOption(option.helpGroup(heading));
  }
  return command;
}

const billExamples = `
The bill is of the accounts whose logs are read: the credentials' own, those
that --account names, or those in the log files. With --no-estimate it is of
every account that the credentials may see, as those of a payer account. It is
of all regions, unless --region says otherwise, and lags behind by a day or two.

Examples:
  bedrock-spend bill
  bedrock-spend bill --month 2026-10 --no-estimate
  bedrock-spend bill logs/ --since 2026-11-01 --region us-east-1
  bedrock-spend bill --profile billing --account 111122223333 --json

Exit status: 0 done, 1 failed, 2 wrong usage, 3 partial: the bill is printed,
and what the estimate lacks on stderr.`;
