import type { ScanCursor } from './scan-cursor.ts';
import { lowestMark, quoteMarks } from './swar.ts';

/**
 * Strings that were read from bytes before, found again by their bytes: a log repeats few values
 * millions of times, and equal values become the same string object without being decoded again.
 */
export interface InternTable {
  /** Index + 1 of each hash slot's entry; 0 = free. */
  slots: Int32Array;
  slotBits: number;
  hashes: Int32Array;
  byteLengths: Int32Array;
  /** Where the entry's whole groups of eight bytes begin in `doubles`. */
  doubleStarts: Int32Array;
  doubles: Float64Array;
  doublesUsed: number;
  /** The up to seven bytes left over of each entry, as two words. */
  tails: Int32Array;
  strings: string[];
}

const firstSlotBits = 10;
// Values that never repeat, as some session names are, must not fill the memory.
const maxSlotBits = 17;
const mixer = 0x9e3779b1;

export function createInternTable(): InternTable {
  return emptyTable(firstSlotBits);
}

/**
 * Reads from a string's first character to behind its closing quote. Gives the string, or `null` if
 * it does not close before the end or holds an escape, a control character or anything beyond ASCII.
 */
export function internString(table: InternTable, cursor: ScanCursor): string | null {
  const { view, position: start, end } = cursor;
  let hash = 0;
  let position = start;
  let word = view.getInt32(position, true);
  let quotes = quoteMarks(word);
  while (quotes === 0) {
    hash = Math.imul(hash ^ word, mixer);
    position += 4;
    // A line cut off inside a string: what stands behind it is not its own.
    if (position >= end) return null;
    word = view.getInt32(position, true);
    quotes = quoteMarks(word);
  }
  const restBytes = lowestMark(quotes);
  const tail = restBytes === 0 ? 0 : word & (-1 >>> (32 - 8 * restBytes));
  position += restBytes;
  if (position >= end) return null;
  const byteLength = position - start;
  hash = Math.imul(hash ^ tail ^ byteLength, mixer);
  const mask = table.slots.length - 1;
  let slot = hash >>> (32 - table.slotBits);
  for (;;) {
    const entry = (table.slots[slot] as number) - 1;
    if (entry === -1) {
      const bytes = cursor.bytes.subarray(start, position);
      if (!isPlainText(bytes)) return null;
      cursor.position = position + 1;
      return addEntry(table, { bytes, hash });
    }
    if (
      table.hashes[entry] === hash &&
      table.byteLengths[entry] === byteLength &&
      hasBytes(table, entry, { view, start })
    ) {
      cursor.position = position + 1;
      return table.strings[entry] as string;
    }
    slot = (slot + 1) & mask;
  }
}

/** What is in the table is plain, so only what is new to it has to be looked at. */
function isPlainText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 && byte <= 0x7e && byte !== 0x5c);
}

/** Text of bytes known to be ASCII. */
export function asciiText(bytes: Uint8Array): string {
  return ascii.decode(bytes);
}

const ascii = new TextDecoder('latin1');

function hasBytes(
  table: InternTable,
  entry: number,
  { view, start }: { view: DataView; start: number },
): boolean {
  const { doubles } = table;
  const byteLength = table.byteLengths[entry] as number;
  let index = table.doubleStarts[entry] as number;
  let position = start;
  // Plain text never makes a double that is NaN or -0, so equal doubles are equal bytes.
  for (const wholeEnd = start + (byteLength & ~7); position < wholeEnd; position += 8) {
    if (doubles[index++] !== view.getFloat64(position, true)) return false;
  }
  const first = view.getInt32(position, true) ^ (table.tails[entry * 2] as number);
  const second = view.getInt32(position + 4, true) ^ (table.tails[entry * 2 + 1] as number);
  const restBits = (byteLength & 7) * 8;
  if (restBits === 0) return true;
  if (restBits <= 32) return (first & (-1 >>> (32 - restBits))) === 0;
  return first === 0 && (second & (-1 >>> (64 - restBits))) === 0;
}

function addEntry(
  table: InternTable,
  { bytes, hash }: { bytes: Uint8Array; hash: number },
): string {
  if (table.strings.length * 2 >= table.slots.length) makeRoom(table);
  const padded = new Uint8Array((bytes.length & ~7) + 8);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  const doubleCount = bytes.length >> 3;
  if (table.doublesUsed + doubleCount > table.doubles.length) {
    const larger = new Float64Array((table.doublesUsed + doubleCount) * 2);
    larger.set(table.doubles);
    table.doubles = larger;
  }
  const entry = table.strings.length;
  table.hashes[entry] = hash;
  table.byteLengths[entry] = bytes.length;
  table.doubleStarts[entry] = table.doublesUsed;
  for (let index = 0; index < doubleCount; index++) {
    table.doubles[table.doublesUsed++] = view.getFloat64(index * 8, true);
  }
  table.tails[entry * 2] = view.getInt32(doubleCount * 8, true);
  table.tails[entry * 2 + 1] = view.getInt32(doubleCount * 8 + 4, true);
  const text = asciiText(bytes);
  table.strings.push(text);
  placeEntry(table, entry);
  return text;
}

function placeEntry(table: InternTable, entry: number): void {
  const mask = table.slots.length - 1;
  let slot = (table.hashes[entry] as number) >>> (32 - table.slotBits);
  while (table.slots[slot] !== 0) slot = (slot + 1) & mask;
  table.slots[slot] = entry + 1;
}

function makeRoom(table: InternTable): void {
  if (table.slotBits >= maxSlotBits) {
    Object.assign(table, emptyTable(firstSlotBits));
    return;
  }
  const larger = emptyTable(Math.min(table.slotBits + 2, maxSlotBits));
  larger.hashes.set(table.hashes);
  larger.byteLengths.set(table.byteLengths);
  larger.doubleStarts.set(table.doubleStarts);
  larger.tails.set(table.tails);
  const { slots, slotBits, hashes, byteLengths, doubleStarts, tails } = larger;
  Object.assign(table, { slots, slotBits, hashes, byteLengths, doubleStarts, tails });
  for (let entry = 0; entry < table.strings.length; entry++) placeEntry(table, entry);
}

function emptyTable(slotBits: number): InternTable {
  const entries = (1 << slotBits) / 2 + 1;
  return {
    slots: new Int32Array(1 << slotBits),
    slotBits,
    hashes: new Int32Array(entries),
    byteLengths: new Int32Array(entries),
    doubleStarts: new Int32Array(entries),
    doubles: new Float64Array(2048),
    doublesUsed: 0,
    tails: new Int32Array(entries * 2),
    strings: [],
  };
}
