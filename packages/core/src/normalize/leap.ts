import { byteLiteral, matchesAt, type ByteLiteral } from './byte-literal.ts';
import { Key, type Level } from './envelope-keys.ts';
import type { ScanCursor } from './scan-cursor.ts';

/**
 * The bytes from behind one value to the beginning of the next one that is wanted: commas, brackets,
 * keys, and values that are always the same. AWS writes the records of one log alike, so what came
 * behind a value before is compared with the bytes at once, instead of read piece by piece.
 */
export interface Leap extends ByteLiteral {
  /** Key whose value begins behind the leap; `Key.none` if the record ends with it. */
  readonly key: number;
  /** Object that value stands in. */
  readonly level: Level;
  /** All keys in the leap, as bits. */
  readonly keys: number;
}

/** Leaps by the key whose value they begin behind, the one taken last in front. */
export type Leaps = Leap[][];

// Some records have keys that others lack. A log has few such forms.
const mostAlternatives = 4;
const longestLeap = 256;

export function createLeaps(): Leaps {
  return Object.values(Key).map(() => []);
}

/** The leap that can be taken behind the value of this key, or `null`. */
export function findLeap(leaps: Leaps, cursor: ScanCursor, previous: number): Leap | null {
  const { view, position, end } = cursor;
  const alternatives = leaps[previous] as Leap[];
  for (let index = 0; index < alternatives.length; index++) {
    const leap = alternatives[index] as Leap;
    if (position + leap.byteLength > end || !matchesAt(leap, view, position)) continue;
    if (index > 0) {
      alternatives[index] = alternatives[index - 1] as Leap;
      alternatives[index - 1] = leap;
    }
    return leap;
  }
  return null;
}

/** Remembers what lies between `start` and the cursor, which was read piece by piece. */
export function learnLeap(
  leaps: Leaps,
  { bytes, position }: ScanCursor,
  {
    start,
    previous,
    ...leap
  }: Pick<Leap, 'key' | 'level' | 'keys'> & { start: number; previous: number },
): void {
  const between = bytes.subarray(start, position);
  if (between.length > longestLeap || !between.every((byte) => byte >= 0x20 && byte <= 0x7e))
    return;
  const alternatives = leaps[previous] as Leap[];
  alternatives.unshift({ ...byteLiteral(String.fromCharCode(...between)), ...leap });
  if (alternatives.length > mostAlternatives) alternatives.pop();
}
