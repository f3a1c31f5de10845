import { textWidth, wrapText } from './fit-text.ts';

/** Text after a mark, its further lines under its first. */
export function hanging(mark: string, text: string, width: number): string[] {
  const indent = textWidth(mark);
  return wrapText(text, Math.max(20, width - indent)).map(
    (line, index) => (index === 0 ? mark : ' '.repeat(indent)) + line,
  );
}
