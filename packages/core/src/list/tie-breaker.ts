import { textHash } from './text-hash.ts';
import type { Invocation } from '../model/invocation.ts';

/** A short text that is the same for calls that are alike in everything, and hardly for others. */
export function tieBreaker(call: Invocation): string {
  const { images, requestMetadata } = call;
  return textHash(
    JSON.stringify([
      call.requestId,
      call.accountId,
      call.region,
      call.operation,
      call.model.id,
      call.principalArn,
      call.inferenceRegion,
      call.errorCode,
      call.blocked,
      call.serviceTier,
      call.inputTokens,
      call.outputTokens,
      call.cacheReadTokens,
      call.cacheWriteTokens,
      call.cacheWrite1hTokens,
      images === null ? null : [images.count, images.width, images.height],
      // Two sources may hand on the same tags in another order.
      requestMetadata === null ? null : Object.entries(requestMetadata).sort(byKey),
    ]),
  );
}

function byKey([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1;
}
