import { cloudwatchSource } from '@bedrock-spend/core/cloudwatch';
import { wantedCache } from '../cache/wanted-cache.ts';
import { UsageError } from '../usage-error.ts';
import type { OpenSource, SourceOptions } from './source-of.ts';
import { awsAccessOf } from '../settings/aws-access-of.ts';

/** CloudWatch Logs as flags and settings say, with past days kept unless that is refused. */
export async function openCloudwatch(options: SourceOptions): Promise<OpenSource> {
  const { flags, settings, terminal } = options;
  if (flags.strict === true) {
    throw new UsageError('--strict is for log files: leave it out when reading CloudWatch.');
  }
  const cache = await wantedCache(options);
  return {
    source: cloudwatchSource({
      ...awsAccessOf(flags, settings),
      engine: flags.engine ?? settings.engine,
      cache,
      now: terminal.now,
    }),
    close: () => cache?.close(),
  };
}
