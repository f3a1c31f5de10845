import type { AwsCredentials } from './aws-target.ts';

type Keys = Awaited<ReturnType<AwsCredentials>>;

// AWS's own tools take new keys as long before the old ones end.
const spareMs = 5 * 60_000;

/**
 * Lets all clients of an account use the same keys: asked for when they are first needed, again when
 * they are about to expire, and again after a failure, which may have been mended by then.
 */
export function sharedCredentials(provider: AwsCredentials, now: () => Date): AwsCredentials {
  let pending: Promise<Keys> | null = null;
  let current: Keys | null = null;

  function isFresh({ expiration }: Keys): boolean {
    return expiration === undefined || expiration.getTime() - spareMs > now().getTime();
  }

  return async (properties) => {
    if (current !== null && isFresh(current)) return current;
    pending ??= provider(properties).finally(() => {
      pending = null;
    });
    current = await pending;
    return current;
  };
}
