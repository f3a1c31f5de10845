/** Lines entered before, and where the user is among them. */
export interface LineHistory {
  lines: readonly string[];
  /** Index into `lines`; their number stands for the line being typed. */
  position: number;
  /** What was typed before going up. */
  draft: string;
}

export const emptyHistory: LineHistory = { lines: [], position: 0, draft: '' };

const mostLines = 500;

/** The history after a line was entered; repeats in a row are kept once. */
export function rememberLine(history: LineHistory, line: string): LineHistory {
  const repeated = history.lines.at(-1) === line || line.trim() === '';
  const lines = repeated ? history.lines : [...history.lines, line].slice(-mostLines);
  return { lines, position: lines.length, draft: '' };
}

/** One step up (-1) or down (1); `null` at either end. */
export function recallLine(
  history: LineHistory,
  direction: -1 | 1,
  typed: string,
): { history: LineHistory; line: string } | null {
  const position = history.position + direction;
  if (position < 0 || position > history.lines.length) return null;
  const draft = history.position === history.lines.length ? typed : history.draft;
  return { history: { ...history, position, draft }, line: history.lines[position] ?? draft };
}
