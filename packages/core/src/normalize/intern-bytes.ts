import type { ScanCursor } from './scan-cursor.ts';
import { lowestMark, specialMarks } from './swar.ts';

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
  /** Where the entry's bytes begin in `words`. */
  wordStarts: Int32Array;
  words: Int32Array;
  wordsUsed: number;
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
 * it holds an escape, a control character or anything beyond ASCII.
 */
export function internString(table: InternTable, cursor: ScanCursor): string | null {
  const { view, position: start, end } = cursor;
  let hash = 0;
  let position = start;
  let word = view.getInt32(position, true);
  let marks = specialMarks(word);
  while (marks === 0) {
    hash = Math.imul(hash ^ word, mixer);
    hash ^= hash >>> 15;
    position += 4;
    // A line cut off inside a string: what stands behind it is not its own.
    if (position >= end) return null;
    word = view.getInt32(position, true);
    marks = specialMarks(word);
  }
  const restBytes = lowestMark(marks);
  const tail = restBytes === 0 ? 0 : word & (-1 >>> (32 - 8 * restBytes));
  position += restBytes;
  if (position >= end || cursor.bytes[position] !== 0x22) return null;
  cursor.position = position + 1;
  const byteLength = position - start;
  hash = Math.imul(hash ^ tail ^ byteLength, mixer);
  const mask = table.slots.length - 1;
  let slot = hash >>> (32 - table.slotBits);
  for (;;) {
    const entry = (table.slots[slot] as number) - 1;
    if (entry === -1) {
      return addEntry(table, { bytes: cursor.bytes.subarray(start, position), hash });
    }
    if (
      table.hashes[entry] === hash &&
      table.byteLengths[entry] === byteLength &&
      hasWords(table, entry, { view, start, tail })
    ) {
      return table.strings[entry] as string;
    }
    slot = (slot + 1) & mask;
  }
}

/** Text of bytes known to be ASCII. */
export function asciiText(bytes: Uint8Array): string {
  return ascii.decode(bytes);
}

const ascii = new TextDecoder('latin1');

function hasWords(
  table: InternTable,
  entry: number,
  { view, start, tail }: { view: DataView; start: number; tail: number },
): boolean {
  const { words } = table;
  let index = table.wordStarts[entry] as number;
  const wholeEnd = start + ((table.byteLengths[entry] as number) & ~3);
  for (let position = start; position < wholeEnd; position += 4) {
    if (words[index++] !== view.getInt32(position, true)) return false;
  }
  return words[index] === tail;
}

function addEntry(
  table: InternTable,
  { bytes, hash }: { bytes: Uint8Array; hash: number },
): string {
  if (table.strings.length * 2 >= table.slots.length) makeRoom(table);
  const padded = new Uint8Array((bytes.length & ~3) + 4);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  const wordCount = padded.length / 4;
  if (table.wordsUsed + wordCount > table.words.length) {
    const larger = new Int32Array((table.wordsUsed + wordCount) * 2);
    larger.set(table.words);
    table.words = larger;
  }
  const entry = table.strings.length;
  table.hashes[entry] = hash;
  table.byteLengths[entry] = bytes.length;
  table.wordStarts[entry] = table.wordsUsed;
  for (let index = 0; index < wordCount; index++) {
    table.words[table.wordsUsed++] = view.getInt32(index * 4, true);
  }
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
  larger.wordStarts.set(table.wordStarts);
  const { slots, slotBits, hashes, byteLengths, wordStarts } = larger;
  Object.assign(table, { slots, slotBits, hashes, byteLengths, wordStarts });
  for (let entry = 0; entry < table.strings.length; entry++) placeEntry(table, entry);
}

function emptyTable(slotBits: number): InternTable {
  const entries = (1 << slotBits) / 2 + 1;
  return {
    slots: new Int32Array(1 << slotBits),
    slotBits,
    hashes: new Int32Array(entries),
    byteLengths: new Int32Array(entries),
    wordStarts: new Int32Array(entries),
    words: new Int32Array(4096),
    wordsUsed: 0,
    strings: [],
  };
}
