import type { Command } from 'commander';
import { reportOptions, type ReportFlags } from '../flags/report-flags.ts';
import type { Run } from '../run.ts';

/** `bedrock-spend report`: what was used and what it cost. */
export function reportCommand(command: Command, { terminal, finish }: Run): Command {
  command
    .description('What was used and what it cost: per day, region, model and principal.')
    .argument(
      '[paths...]',
      'log files, folders or globs: JSON, NDJSON, plain, gzip or zstd; - is stdin',
    )
    .addHelpText('after', reportExamples)
    .action(async (paths: string[], flags: ReportFlags) => {
      const { runReport } = await import('../report/run-report.ts');
      finish(await runReport({ paths, flags, terminal }));
    });
  for (const [heading, options] of reportOptions()) {
    for (const option of options) command.addOption(option.helpGroup(heading));
  }
  return command;
}

const reportExamples = `
Dimensions: day, hour, region, model, principal, account, operation, scope,
tier, role, person, applicationInferenceProfile, error, and
requestMetadata.<key> for a tag that callers send.

Without paths it reads CloudWatch Logs with your AWS credentials.

Examples:
  bedrock-spend report --region us-east-1,eu-west-1 --days 30
  bedrock-spend report --region all --account 111122223333 --dry-run
  bedrock-spend report logs/
  bedrock-spend report 'logs/**/*.json.gz' --month 2026-10
  bedrock-spend report logs/ --group-by requestMetadata.team,model
  bedrock-spend report logs/ --where model=kimi-k2.5 --where scope!=global
  aws s3 cp s3://BUCKET/KEY - | bedrock-spend report - --json

Exit status: 0 done, 1 failed, 2 wrong usage, 3 partial: the report is printed,
and what is missing on stderr.`;
