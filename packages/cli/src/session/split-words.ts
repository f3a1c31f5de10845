import { SessionError } from './session-error.ts';

/** Words as a shell sees them, without its tricks: spaces part them, quotes keep them together. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  const pattern = /\s*((?:"[^"]*"|'[^']*'|[^\s"'])+)/gy;
  let end = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    words.push((match[1] ?? '').replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
    end = pattern.lastIndex;
  }
  if (text.slice(end).trim() === '') return words;
  throw new SessionError(`A quote is not closed: ${text.slice(end).trim()}`);
}
