const quote = 0x22;
const backslash = 0x5c;

/** Where the search for a string's closing quote got to. */
export interface StringEnd {
  /** Behind the closing quote; where to go on when there are more bytes; or the newline. */
  position: number;
  state: 'closed' | 'open' | 'broken';
}

/**
 * Looks for the quote that closes the string `position` is inside of. JSON allows no raw newline in
 * a string, so one that reaches the next newline was cut off there.
 */
export function findStringEnd(
  bytes: Uint8Array,
  { position, nextNewline }: { position: number; nextNewline: number },
): StringEnd {
  let from = position;
  for (;;) {
    const found = bytes.indexOf(quote, from);
    if (nextNewline !== -1 && (found === -1 || found > nextNewline)) {
      return { state: 'broken', position: nextNewline };
    }
    if (found === -1) {
      const unpaired = backslashesBefore(bytes, bytes.length, from) & 1;
      return { state: 'open', position: bytes.length - unpaired };
    }
    if ((backslashesBefore(bytes, found, from) & 1) === 0) {
      return { state: 'closed', position: found + 1 };
    }
    from = found + 1;
  }
}

function backslashesBefore(bytes: Uint8Array, end: number, start: number): number {
  let position = end;
  while (position > start && bytes[position - 1] === backslash) position--;
  return end - position;
}
