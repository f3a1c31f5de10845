import { csvCell } from './csv-cell.ts';
import { sectionDimension } from './section-titles.ts';
import type { Report, SectionRow } from '../model/report.ts';

const columns = {
  requests: ({ requests }) => requests,
  served: ({ served }) => served,
  failed: ({ failed }) => failed,
  blocked: ({ blocked }) => blocked,
  unknown_counts: ({ unknownCounts }) => unknownCounts,
  input_tokens: ({ inputTokens }) => inputTokens,
  output_tokens: ({ outputTokens }) => outputTokens,
  cache_read_tokens: ({ cacheReadTokens }) => cacheReadTokens,
  cache_write_tokens: ({ cacheWriteTokens }) => cacheWriteTokens,
  effective_input_tokens: ({ effectiveInputTokens }) => effectiveInputTokens,
  total_tokens: ({ totalTokens }) => totalTokens,
  // An empty cell, never 0, for what has no price.
  cost_usd: ({ costUsd, costStatus }) => (costStatus === 'unpriced' ? '' : costUsd),
  cost_status: ({ costStatus }) => costStatus,
  unpriced_requests: ({ unpricedRequests }) => unpricedRequests,
} as const satisfies Record<string, (row: SectionRow) => string | number>;

/** One line for each row of each section, after a header; RFC 4180. Costs are exact decimals. */
export function presentCsv({ sections }: Report): string {
  const header = ['section', 'key', ...Object.keys(columns)];
  const lines = Object.entries(sections).flatMap(([name, rows]) =>
    rows.map((row) => [
      csvCell(sectionDimension(name)),
      csvCell(row.key),
      ...Object.values(columns).map((read) => String(read(row))),
    ]),
  );
  return [header, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}
