import type { ServeCommand } from './command-line.ts';
import type { AwsSettings } from './aws-settings.ts';
import type { ServiceOptions } from './services.ts';

type SourceServices = Pick<ServiceOptions, 'source' | 'setup'>;

/** The source that the command names, and what else AWS answers. What is not needed is not loaded. */
export async function openSource(source: ServeCommand['source']): Promise<SourceServices> {
  if (source.kind === 'cloudwatch') return openCloudwatch(source);
  const { filesSource } = await import('@bedrock-spend/core/files');
  return { source: filesSource(source.paths) };
}

async function openCloudwatch({
  engine,
  keepDays,
  ...settings
}: AwsSettings): Promise<SourceServices> {
  const { profile, roleName, externalId } = settings;
  const access = { profile, roleName, externalId };
  const { checkSetup, cloudwatchSource } = await import('@bedrock-spend/core/cloudwatch');
  const { memoryStore } = await import('@bedrock-spend/core/cache');
  return {
    source: cloudwatchSource({ ...access, engine, cache: keepDays ? memoryStore() : null }),
    setup: (options) => checkSetup({ ...access, ...options }),
  };
}
