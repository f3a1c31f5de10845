/**
 * A short name of a text: 64 bits, FNV-1a over its code units in two halves. Against accidents, not
 * against attackers, and the same on every machine.
 *
 * @see https://datatracker.ietf.org/doc/draft-eastlake-fnv/
 */
export function textHash(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, prime);
    // Each half sees the text from another side, or both would collide together.
    second = Math.imul(second ^ (unit + index), prime);
  }
  return hex(first) + hex(second);
}

const prime = 0x01000193;

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}
