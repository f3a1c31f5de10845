import fastStringWidth from 'fast-string-width';

const ellipsis = '…';

/** Columns that a text takes in a terminal. */
export function textWidth(text: string): number {
  return fastStringWidth(text);
}

/** Columns of the widest text, 0 without any. A report may have more rows than a call can have arguments. */
export function widestText(texts: Iterable<string>): number {
  let widest = 0;
  for (const text of texts) widest = Math.max(widest, textWidth(text));
  return widest;
}

export function padRight(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

export function padLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text;
}

/** Takes out the middle of what is too long: both ends of a model id or a session tell it apart. */
export function shortenMiddle(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  if (width <= 1) return ellipsis.slice(0, Math.max(0, width));
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  const forEnds = width - textWidth(ellipsis);
  const start = takeWidth(letters, Math.ceil(forEnds / 2));
  const end = takeWidth(letters.toReversed(), Math.floor(forEnds / 2)).toReversed();
  return [...start, ellipsis, ...end].join('');
}

function takeWidth(letters: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const letter of letters) {
    used += textWidth(letter);
    if (used > width) break;
    taken.push(letter);
  }
  return taken;
}

/** Lines of at most `width` columns, broken at spaces, and inside of words that are longer. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((word) => chopWord(word, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function chopWord(word: string, width: number): string[] {
  if (textWidth(word) <= width) return [word];
  const letters = Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment);
  const pieces: string[] = [];
  while (letters.length > 0) {
    const piece = letters.splice(0, Math.max(1, takeWidth(letters, width).length));
    pieces.push(piece.join(''));
  }
  return pieces;
}
