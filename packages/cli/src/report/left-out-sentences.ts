import type { Report } from '@bedrock-spend/core';
import type { SkippedFile } from '@bedrock-spend/core/files';

const mostSentences = 10;

/** What the report lacks, a sentence each; the report itself holds all of them. */
export function missingSentences({ partial }: Report): string[] {
  const sentences = partial.slice(0, mostSentences).map(({ message }) => message);
  const others = partial.length - sentences.length;
  return others > 0 ? [...sentences, `${others} more could not be read.`] : sentences;
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
