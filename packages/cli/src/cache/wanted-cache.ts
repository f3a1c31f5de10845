import type { CacheStore } from '@bedrock-spend/core/cache';
import type { AwsFlags } from '../flags/aws-flags.ts';
import { openCache, type CacheOptions } from './open-cache.ts';

export interface WantedCacheOptions extends CacheOptions {
  flags: Pick<AwsFlags, 'cache'>;
}

/** Where past days are kept; `null` where flags or settings refuse that. */
export async function wantedCache(options: WantedCacheOptions): Promise<CacheStore | null> {
  const { flags, settings } = options;
  const isRefused = flags.cache === false || settings.cache === false;
  return isRefused ? null : openCache(options);
}
