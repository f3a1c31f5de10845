import { isSpace, type ScanCursor } from './scan-cursor.ts';
import { lowestMark, quoteOrBackslashMarks } from './swar.ts';

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
// Behind this many bytes a native search for the quote is faster than looking at each word. Request
// ids are shorter.
const nativeSearchAfter = 48;
// Most strings of a body are keys and short words.
const nearBytes = 24;

/**
 * Moves from a string's first character to behind its closing quote; false if it does not close
 * before the end. Long strings are jumped over by a native search for the next quote. Sets
 * `hasEscape`, except for what is jumped over.
 */
export function skipString(cursor: ScanCursor): boolean {
  const { bytes, view, end } = cursor;
  let { position } = cursor;
  cursor.hasEscape = false;
  const nearEnd = Math.min(position + nativeSearchAfter, end);
  while (position < nearEnd) {
    const marks = quoteOrBackslashMarks(view.getInt32(position, true));
    if (marks === 0) {
      position += 4;
      continue;
    }
    position += lowestMark(marks);
    if (bytes[position] === quote) {
      cursor.position = position + 1;
      return position < end;
    }
    // A backslash and what it escapes; of \u the four digits are plain text.
    cursor.hasEscape = true;
    position += 2;
  }
  cursor.position = position;
  return position < end && skipLongString(cursor);
}

/** The same by native search. The cursor must not stand behind a backslash that escapes. */
function skipLongString(cursor: ScanCursor): boolean {
  const { bytes, end } = cursor;
  let from = cursor.position;
  for (;;) {
    const found = bytes.indexOf(quote, from);
    if (found === -1 || found >= end) return false;
    let before = found;
    while (before > from && bytes[before - 1] === backslash) before--;
    if (((found - before) & 1) === 0) {
      cursor.position = found + 1;
      return true;
    }
    from = found + 1;
  }
}

/** Keys to look out for in a container that is skipped. */
export interface KeyWatch {
  /** 1 at the length of each key that is wanted, in bytes. */
  readonly lengths: Uint8Array;
  /**
   * Told of each key of such a length, and of those that may hold an escape. Keys of the container
   * itself have a depth of 1.
   */
  onKey(keyStart: number, keyEnd: number, depth: number): void;
}

/**
 * Moves from the bracket that opens an object or array to behind the one that closes it; false if
 * none does before the end. Counts brackets only, so that depth costs nothing.
 */
export function skipContainer(cursor: ScanCursor, watch: KeyWatch | null): boolean {
  const { bytes, view, end } = cursor;
  let depth = 0;
  let { position } = cursor;
  while (position < end) {
    const byte = bytes[position] as number;
    if (byte === quote) {
      const start = position + 1;
      position = plainEnd(view, start, end);
      if (position < end && bytes[position] === quote) {
        cursor.hasEscape = false;
        position++;
      } else {
        cursor.position = start;
        if (!skipString(cursor)) return false;
        position = cursor.position;
      }
      if (watch === null) continue;
      const length = position - 1 - start;
      // An escape makes a key longer than what it stands for; long strings are not looked into.
      if (length > nativeSearchAfter || cursor.hasEscape || watch.lengths[length] === 1) {
        if (colonFollows(bytes, position)) watch.onKey(start, position - 1, depth);
      }
      continue;
    }
    position++;
    // Bit 0x20 is all that tells { from [ and } from ].
    const bracket = byte | 0x20;
    if (bracket === 0x7b) {
      depth++;
    } else if (bracket === 0x7d && --depth === 0) {
      cursor.position = position;
      return true;
    }
  }
  return false;
}

/** Position of the first quote or backslash if it is near, else of somewhere before it. */
function plainEnd(view: DataView, start: number, end: number): number {
  let position = start;
  for (const nearEnd = Math.min(start + nearBytes, end); position < nearEnd; position += 4) {
    const marks = quoteOrBackslashMarks(view.getInt32(position, true));
    if (marks !== 0) return position + lowestMark(marks);
  }
  return position;
}

function colonFollows(bytes: Uint8Array, position: number): boolean {
  let next = position;
  while (isSpace(bytes[next])) next++;
  return bytes[next] === colon;
}
