import { SpendError, type LogSource } from '@bedrock-spend/core';

import type { ServeCommand } from './command-line.ts';
import type { AwsSettings } from './aws-settings.ts';
import type { ServiceOptions } from './services.ts';

type SourceServices = Pick<ServiceOptions, 'source' | 'bill' | 'setup'>;

/** The source that the command names, and what else AWS answers. What is not needed is not loaded. */
export async function openSource(source: ServeCommand['source']): Promise<SourceServices> {
  if (source.kind === 'cloudwatch') return openCloudwatch(source);
  const { filesSource } = await import('@bedrock-spend/core/files');
  return { source: filesSource(source.paths) };
}

async function openCloudwatch({
  engine,
  isAsked,
  keepDays,
  ...settings
}: AwsSettings): Promise<SourceServices> {
  const { profile, roleName, externalId } = settings;
  const access = { profile, roleName, externalId };
  const { checkSetup, cloudwatchSource } = await import('@bedrock-spend/core/cloudwatch');
  const { costExplorerReader } = await import('@bedrock-spend/core/billing');
  const { memoryStore } = await import('@bedrock-spend/core/cache');
  const cache = keepDays ? memoryStore() : null;
  const source = cloudwatchSource({ ...access, engine, cache });
  return {
    source: isAsked ? source : namingBothWays(source),
    // What was paid for is kept, whatever becomes of the logs.
    bill: costExplorerReader({ profile, cache: (cache ?? memoryStore()).bill }),
    setup: (options) => checkSetup({ ...access, ...options }),
  };
}

/** Who has said nothing, and has no credentials, may want to read files. */
function namingBothWays(source: LogSource): LogSource {
  return {
    ...source,
    async check() {
      try {
        await source.check?.();
      } catch (cause) {
        if (!SpendError.isInstance(cause) || cause.code !== 'NO_CREDENTIALS') throw cause;
        const sentence = `Give the log files or folders to read, or credentials for AWS. ${cause.message}`;
        throw new SpendError('INVALID_CONFIG', sentence, { cause });
      }
    },
  };
}
