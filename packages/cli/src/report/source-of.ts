import type { LogSource } from '@bedrock-spend/core';
import { filesSource, type SkippedFile } from '@bedrock-spend/core/files';
import type { ReportFlags } from '../flags/report-flags.ts';
import type { Settings } from '../settings/load-settings.ts';
import { UsageError } from '../usage-error.ts';

export interface SourceOptions {
  paths: readonly string[];
  flags: Pick<ReportFlags, 'source' | 'strict'>;
  settings: Settings;
  /** Told of each file that is passed over. */
  onSkip?: (file: SkippedFile) => void;
}

/** The source that flags and settings name. */
export function sourceOf(options: SourceOptions): LogSource {
  const { flags, settings } = options;
  const paths = options.paths.length > 0 ? options.paths : (settings.paths ?? []);
  if (paths.length === 0) {
    throw new UsageError(
      'Say what to read: log files, folders or globs, such as logs/; report also takes - for stdin.',
    );
  }
  return filesSource({
    paths,
    strict: flags.strict ?? settings.strict ?? false,
    onSkip: options.onSkip,
  });
}
