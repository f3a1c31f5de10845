import type { Invocation } from '../model/invocation.ts';
import type { ListedInvocation } from '../model/invocation-list.ts';
import type { SpendRow } from '../model/spend-row.ts';

/** A call as lists show it. */
export function listedInvocation(call: Invocation, spend: SpendRow): ListedInvocation {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, requestMetadata } = call;
  const isCounted = inputTokens !== null && outputTokens !== null;
  return {
    timestamp: new Date(call.timestampMs).toISOString(),
    accountId: call.accountId,
    region: call.region,
    model: call.model.shortName,
    modelId: call.model.id,
    principal: call.principalArn || null,
    operation: call.operation,
    error: call.errorCode,
    blocked: call.blocked,
    serviceTier: call.serviceTier,
    inferenceRegion: call.inferenceRegion,
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    totalTokens: isCounted ? inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens : null,
    images: call.images === null ? 0 : call.images.count,
    costUsd: spend.costStatus === 'unpriced' ? null : spend.costUsd,
    costStatus: spend.costStatus,
    unpricedReasons: [...spend.unpricedReasons],
    assumptions: spend.assumptions.map(({ kind }) => kind),
    requestId: call.requestId,
    requestMetadata: requestMetadata === null ? null : { ...requestMetadata },
  };
}
