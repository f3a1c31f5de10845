import { formatCount, formatDollars } from './format-usd.ts';
import type { UsageTotals } from '../model/report.ts';

/** A column of figures. */
export interface FigureColumn {
  title: string;
  cell(usage: UsageTotals): string;
}

export const costColumn: FigureColumn = { title: 'Cost', cell: costCell };

const requests: FigureColumn = {
  title: 'Requests',
  cell: (usage) => formatCount(usage.requests),
};
const tokens: FigureColumn = {
  title: 'Tokens',
  cell: ({ totalTokens }) => formatCount(totalTokens),
};
const inputTokens: FigureColumn = {
  title: 'Input',
  cell: (usage) => formatCount(usage.inputTokens),
};
const effectiveInput: FigureColumn = {
  title: 'All input',
  cell: ({ effectiveInputTokens }) => formatCount(effectiveInputTokens),
};
const cacheRead: FigureColumn = {
  title: 'Cache read',
  cell: ({ cacheReadTokens }) => formatCount(cacheReadTokens),
};
const cacheWrite: FigureColumn = {
  title: 'Cache write',
  cell: ({ cacheWriteTokens }) => formatCount(cacheWriteTokens),
};
const output: FigureColumn = {
  title: 'Output',
  cell: ({ outputTokens }) => formatCount(outputTokens),
};

const compact = [requests, tokens, costColumn];
const narrow = [[tokens, costColumn], [costColumn]];

/** The sets of columns to try, the fullest first. */
export function columnSets(totals: UsageTotals, width: number): FigureColumn[][] {
  if (width < 100) return [compact, ...narrow];
  const usesCache = totals.cacheReadTokens + totals.cacheWriteTokens > 0;
  const split = [requests, inputTokens, cacheRead, cacheWrite, output, tokens, costColumn];
  const whole = [requests, effectiveInput, output, tokens, costColumn];
  return [...(usesCache ? [split] : []), whole, compact, ...narrow];
}

/** A trailing `+` says that there is more than what has a price. */
function costCell({ costUsd, costStatus }: UsageTotals): string {
  switch (costStatus) {
    case 'complete':
      return `${formatDollars(costUsd)} `;
    case 'incomplete':
      return `${formatDollars(costUsd)}+`;
    case 'unpriced':
      return 'unpriced ';
  }
}
