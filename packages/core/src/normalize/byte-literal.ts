/** Text to compare bytes with, eight at a time. */
export interface ByteLiteral {
  readonly text: string;
  readonly byteLength: number;
  /** Whole groups of eight bytes, as the doubles they make. */
  readonly doubles: Float64Array;
  /** The up to seven bytes left over, as two masked words. */
  readonly firstWord: number;
  readonly firstMask: number;
  readonly secondWord: number;
  readonly secondMask: number;
}

/**
 * Makes a literal of ASCII text without control characters. Such text never makes a double that is
 * NaN or -0, so equal doubles are equal bytes.
 */
export function byteLiteral(text: string): ByteLiteral {
  const byteLength = text.length;
  const doubleCount = byteLength >> 3;
  const view = new DataView(new ArrayBuffer((doubleCount + 1) * 8));
  const mask = new DataView(new ArrayBuffer(8));
  for (let index = 0; index < byteLength; index++) {
    view.setUint8(index, text.charCodeAt(index));
    if (index >= doubleCount * 8) mask.setUint8(index & 7, 0xff);
  }
  const doubles = Float64Array.from({ length: doubleCount }, (_, index) =>
    view.getFloat64(index * 8, true),
  );
  return {
    text,
    byteLength,
    doubles,
    firstWord: view.getInt32(doubleCount * 8, true),
    firstMask: mask.getInt32(0, true),
    secondWord: view.getInt32(doubleCount * 8 + 4, true),
    secondMask: mask.getInt32(4, true),
  };
}

/** True if the bytes at `position` are the literal's; at least its length and 7 more must be readable. */
export function matchesAt(literal: ByteLiteral, view: DataView, position: number): boolean {
  const { doubles } = literal;
  let at = position;
  for (let index = 0; index < doubles.length; index++, at += 8) {
    if (view.getFloat64(at, true) !== doubles[index]) return false;
  }
  const first = (view.getInt32(at, true) ^ literal.firstWord) & literal.firstMask;
  const second = (view.getInt32(at + 4, true) ^ literal.secondWord) & literal.secondMask;
  return (first | second) === 0;
}
