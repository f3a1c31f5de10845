import type { Invocation } from '../model/invocation.ts';
import type { InvocationGroup } from '../model/invocation-group.ts';

const input = 1;
const output = 2;
const cacheRead = 4;
const cacheWrite5m = 8;
const cacheWrite1h = 16;
const cacheWriteUnsplit = 32;
const countedImages = 64;
const uncountedImages = 128;
const notServed = 256;

/**
 * Which kinds of count a call has, and whether it was served: one bit for each. Calls share a group
 * only where they agree in it. A kind without a price, an assumption or images that the log does not
 * count then concern exactly the calls that have them, never their neighbors in the group.
 */
export function countKinds(call: Invocation): number {
  const { images } = call;
  return (
    (call.inputTokens ? input : 0) |
    (call.outputTokens ? output : 0) |
    (call.cacheReadTokens === 0 ? 0 : cacheRead) |
    (call.cacheWriteTokens === 0 ? 0 : cacheWriteKinds(call)) |
    (images === null ? 0 : imageKind(images.count)) |
    (call.errorCode !== null || call.blocked ? notServed : 0)
  );
}

/** The same for calls that have been added up already. */
export function countKindsOfGroup(group: InvocationGroup): number {
  return (
    (group.inputTokens > 0 ? input : 0) |
    (group.outputTokens > 0 ? output : 0) |
    (group.cacheReadTokens > 0 ? cacheRead : 0) |
    (group.cacheWrite5mTokens > 0 ? cacheWrite5m : 0) |
    (group.cacheWrite1hTokens > 0 ? cacheWrite1h : 0) |
    (group.cacheWriteUnsplitTokens > 0 ? cacheWriteUnsplit : 0) |
    (group.imageRequests > 0 ? imageKind(group.images) : 0) |
    (group.errorCode !== null || group.blocked ? notServed : 0)
  );
}

function cacheWriteKinds({ cacheWriteTokens, cacheWrite1hTokens }: Invocation): number {
  if (cacheWrite1hTokens === null) return cacheWriteUnsplit;
  if (cacheWrite1hTokens === 0) return cacheWrite5m;
  return cacheWrite1hTokens < cacheWriteTokens ? cacheWrite5m | cacheWrite1h : cacheWrite1h;
}

function imageKind(count: number | null): number {
  return count === null ? uncountedImages : countedImages;
}
