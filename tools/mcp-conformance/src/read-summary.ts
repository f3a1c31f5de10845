/** How one scenario went. */
export interface Scenario {
  name: string;
  hasPassed: boolean;
  /** False for what the revision does not ask for: drafts, extensions, what came after it. */
  isScored: boolean;
}

/**
 * Reads what the suite prints at the end of a run.
 *
 * @returns all scenarios, none where it has printed no summary.
 */
export function readSummary(output: string): Scenario[] {
  const [, summary = ''] = output.split('=== SUMMARY ===');
  const [scored = '', unscored = ''] = summary.split('Not scored for');
  const unscoredNames = namesOf(unscored, /^ +[✓✗] (\S+) \(/gm);
  return [...scored.matchAll(/^([✓✗]) (\S+): \d+ passed, \d+ failed/gm)].map(
    ([, mark, name = '']) => ({
      name,
      hasPassed: mark === '✓',
      isScored: !unscoredNames.includes(name),
    }),
  );
}

function namesOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}
