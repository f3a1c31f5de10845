// Four bytes are looked at in one 32-bit word. The borrow of a subtraction can raise a false mark, but
// only above a true one, and callers take the lowest mark.

const highBits = 0x80808080 | 0;

/** A mark at each byte that is a quote. */
export function quoteMarks(word: number): number {
  const quote = word ^ 0x22222222;
  return (quote - 0x01010101) & ~quote & highBits;
}

/** A mark at each byte that is a quote or a backslash: what ends a run of plain text in a string. */
export function quoteOrBackslashMarks(word: number): number {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  return (((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash)) & highBits;
}

/** Index, 0 to 3, of the lowest marked byte. */
export function lowestMark(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >> 3;
}
