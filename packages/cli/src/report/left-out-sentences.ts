import type { Report } from '@bedrock-spend/core';
import type { SkippedFile } from '@bedrock-spend/core/files';

const mostSentences = 10;

/** What the report lacks, a sentence each; the report itself holds all of them. */
export function missingSentences({ partial }: Pick<Report, 'partial'>): string[] {
  const all = [...new Set(partial.map(sentenceOf))];
  const others = all.length - mostSentences;
  if (others <= 0) return all;
  return [...all.slice(0, mostSentences), `${others} more could not be read.`];
}

/** Some messages count on their origin standing before them, as it does in reports. */
function sentenceOf({ origin, message }: Report['partial'][number]): string {
  const isNamed = origin.split(' ').some((word) => message.includes(word));
  return isNamed ? message : `${origin}: ${message}`;
}

/**
 * A report without calls over logs that hold some: most often the window is another one than theirs.
 * A table says so by itself.
 */
export function emptySentences({ totals, sources, window }: Report): string[] {
  const records = sources.reduce((sum, source) => sum + (source.records ?? 0), 0);
  if (totals.requests > 0 || records === 0) return [];
  const read = records === 1 ? 'One record was read' : `${records} records were read`;
  return [
    `${read}, none from ${window.since} to ${window.until} that passes the filters; --since and --month choose other days.`,
  ];
}

/**
 * Files of folders that were passed over because of their names. Those that Bedrock itself writes
 * beside its records go without saying.
 */
export function skippedSentences(skipped: readonly SkippedFile[]): string[] {
  const others = skipped.filter(({ reason }) => reason === 'not-a-log-by-name');
  const [first] = others;
  if (first === undefined) return [];
  const what = others.length === 1 ? 'one file that is' : `${others.length} files that are`;
  return [`Passed over ${what} no log by name (${first.path}); name a file to have it read.`];
}
