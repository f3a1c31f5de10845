import type { ReadingFacts } from './report-notes.ts';

/** What every text format says when no call was counted. A part that could not be read may hold some. */
export function noUsageText({ partial }: Pick<ReadingFacts, 'partial'>): string {
  return partial.length === 0
    ? 'No Bedrock usage data found for the specified period.'
    : 'Not everything could be read, and what could be read holds no Bedrock usage of the specified period.';
}
