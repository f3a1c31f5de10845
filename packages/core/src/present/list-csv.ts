import { csvCell } from './csv-cell.ts';
import type { InvocationList, ListedInvocation } from '../model/invocation-list.ts';

const columns = {
  timestamp: ({ timestamp }) => timestamp,
  account: ({ accountId }) => csvCell(accountId),
  region: ({ region }) => csvCell(region),
  model: ({ model }) => csvCell(model),
  model_id: ({ modelId }) => csvCell(modelId),
  principal: ({ principal }) => csvCell(principal ?? ''),
  operation: ({ operation }) => csvCell(operation),
  error: ({ error }) => csvCell(error ?? ''),
  blocked: ({ blocked }) => String(blocked),
  service_tier: ({ serviceTier }) => serviceTier ?? '',
  inference_region: ({ inferenceRegion }) => csvCell(inferenceRegion ?? ''),
  input_tokens: ({ inputTokens }) => numberCell(inputTokens),
  output_tokens: ({ outputTokens }) => numberCell(outputTokens),
  cache_read_tokens: ({ cacheReadTokens }) => numberCell(cacheReadTokens),
  cache_write_tokens: ({ cacheWriteTokens }) => numberCell(cacheWriteTokens),
  total_tokens: ({ totalTokens }) => numberCell(totalTokens),
  images: ({ images }) => numberCell(images),
  cost_usd: ({ costUsd }) => costUsd ?? '',
  cost_status: ({ costStatus }) => costStatus,
  unpriced_reasons: ({ unpricedReasons }) => csvCell(unpricedReasons.join('; ')),
  assumptions: ({ assumptions }) => assumptions.join('; '),
  request_id: ({ requestId }) => csvCell(requestId),
  request_metadata: ({ requestMetadata }) =>
    requestMetadata === null ? '' : csvCell(JSON.stringify(requestMetadata)),
} as const satisfies Record<string, (call: ListedInvocation) => string>;

/** One line for each call, after a header; RFC 4180. What is unknown is an empty cell, never 0. */
export function presentListCsv({ invocations }: InvocationList): string {
  const lines = invocations.map((call) => Object.values(columns).map((read) => read(call)));
  return [Object.keys(columns), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

function numberCell(count: number | null): string {
  return count === null ? '' : String(count);
}
