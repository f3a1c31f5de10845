import type { LogSource } from '@bedrock-spend/core';
import type { SkippedFile } from '@bedrock-spend/core/files';
import type { AwsFlags } from '../flags/aws-flags.ts';
import type { ReportFlags, SourceKind } from '../flags/report-flags.ts';
import { hasAwsCredentials } from '../settings/has-aws-credentials.ts';
import type { Settings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface SourceOptions {
  paths: readonly string[];
  flags: AwsFlags & Pick<ReportFlags, 'source' | 'strict'>;
  settings: Settings;
  terminal: Terminal;
  /** Where past days of CloudWatch are kept: in a file for commands, in memory for servers. */
  keep: 'file' | 'memory';
  /** Told of each file that is passed over. */
  onSkip?: (file: SkippedFile) => void;
}

/** A source, and how to let go of what it holds open. */
export interface OpenSource {
  source: LogSource;
  close: () => void;
}

/** The source that flags and settings name. */
export async function sourceOf(options: SourceOptions): Promise<OpenSource> {
  const { flags, settings } = options;
  const kind = await sourceKind(options);
  if (kind === 'cloudwatch') {
    const { openCloudwatch } = await import('./open-cloudwatch.ts');
    return openCloudwatch(options);
  }
  refuseAwsFlags(flags);
  const paths = pathsOf(options);
  if (paths.length === 0) throw new UsageError(nothingToRead);
  const { filesSource } = await import('@bedrock-spend/core/files');
  const strict = flags.strict ?? settings.strict ?? false;
  return {
    source: filesSource({ paths, strict, onSkip: options.onSkip }),
    close: () => undefined,
  };
}

async function sourceKind(options: SourceOptions): Promise<SourceKind> {
  const { paths, flags, settings, terminal } = options;
  const named = flags.source ?? (paths.length > 0 ? undefined : settings.source);
  if (named === 'cloudwatch' && paths.length > 0) {
    throw new UsageError(
      `CloudWatch has no paths: leave out ${paths[0]}, or leave out --source cloudwatch.`,
    );
  }
  if (named !== undefined) return named;
  if (pathsOf(options).length > 0) return 'files';
  if (flags.profile !== undefined || settings.profile !== undefined) return 'cloudwatch';
  if (await hasAwsCredentials(terminal.env)) return 'cloudwatch';
  throw new UsageError(nothingToRead);
}

function pathsOf({ paths, settings }: SourceOptions): readonly string[] {
  return paths.length > 0 ? paths : (settings.paths ?? []);
}

const nothingToRead =
  'Say what to read: log files, folders or globs, such as logs/ (report also takes - for stdin), or log in to AWS, such as with `aws sso login`, to read CloudWatch Logs.';

const awsFlagNames = {
  engine: '--engine',
  logGroup: '--log-group',
  profile: '--profile',
  roleName: '--role-name',
  externalId: '--external-id',
} as const satisfies Partial<Record<keyof AwsFlags, string>>;

/** Whoever types them believes that AWS is asked. */
function refuseAwsFlags(flags: AwsFlags): void {
  for (const [key, flag] of Object.entries(awsFlagNames)) {
    if (flags[key as keyof AwsFlags] === undefined) continue;
    throw new UsageError(
      `${flag} is for --source cloudwatch: leave it out, or leave out the paths.`,
    );
  }
}
