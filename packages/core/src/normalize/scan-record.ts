import { matchesAt, type ByteLiteral } from './byte-literal.ts';
import { Key, Level, type KeyLiteral } from './envelope-keys.ts';
import { isSpace, skipSpace } from './scan-cursor.ts';
import { resetRecord, type ScanState } from './scan-state.ts';
import { scanValue } from './scan-value.ts';

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Reads the envelope of the record between the cursor and its end into the state. False if anything
 * in it is not plain, and the line is one for `JSON.parse`.
 */
export function scanRecord(state: ScanState): boolean {
  resetRecord(state);
  skipSpace(state);
  if (!scanObject(state, Level.record)) return false;
  skipSpace(state);
  return state.position >= state.end;
}

function scanObject(state: ScanState, level: Level): boolean {
  const { bytes } = state;
  if (bytes[state.position] !== openBrace) return false;
  state.position++;
  if (isSpace(bytes[state.position])) skipSpace(state);
  if (bytes[state.position] === closeBrace) {
    state.position++;
    return state.position <= state.end;
  }
  let previous: number = Key.none;
  for (;;) {
    const key = scanKey(state, level, previous);
    if (key === -1) return false;
    if (isSpace(bytes[state.position])) skipSpace(state);
    if (key !== Key.none) {
      const bit = 1 << key;
      // JSON.parse takes the last of two equal keys.
      if ((state.seen & bit) !== 0) return false;
      state.seen |= bit;
      previous = key;
    }
    const isRead =
      state.hasValue ||
      (key === Key.input
        ? scanObject(state, Level.input)
        : key === Key.output
          ? scanObject(state, Level.output)
          : key === Key.identity
            ? scanObject(state, Level.identity)
            : scanValue(state, key));
    if (!isRead) return false;
    if (isSpace(bytes[state.position])) skipSpace(state);
    const byte = bytes[state.position++];
    if (byte === comma) continue;
    return byte === closeBrace && state.position <= state.end;
  }
}

/**
 * Reads a key and its colon, and its value if that is the usual one (`state.hasValue`). Gives -1 if
 * it is not plain, `Key.none` if the scanner has no use for it.
 */
function scanKey(state: ScanState, level: Level, previous: number): number {
  if (isSpace(state.bytes[state.position])) skipSpace(state);
  const expected = state.keys.successors[level][previous] as KeyLiteral;
  if (isAt(state, expected, state.position)) {
    state.position += expected.byteLength;
    state.hasValue = expected.includesValue;
    return expected.key;
  }
  return lookUpKey(state, level, previous);
}

function lookUpKey(state: ScanState, level: Level, previous: number): number {
  const { bytes, keys, position: start } = state;
  const earlier = keys.earlierSuccessors[level][previous] as KeyLiteral;
  if (isAt(state, earlier, start)) return takeKey(state, earlier, { level, previous });
  for (const literal of keys.literals[level]) {
    if (isAt(state, literal, start)) return takeKey(state, literal, { level, previous });
  }
  state.hasValue = false;
  if (bytes[start] !== quote) return -1;
  const end = plainKeyEnd(state, start + 1);
  if (end === -1) return -1;
  // A key we know, but written in a way of its own.
  if (keys.names[level].some((name) => isAt(state, name, start))) return -1;
  state.position = end + 1;
  skipSpace(state);
  return bytes[state.position++] === colon ? Key.none : -1;
}

function takeKey(
  state: ScanState,
  literal: KeyLiteral,
  { level, previous }: { level: Level; previous: number },
): number {
  const { successors, earlierSuccessors } = state.keys;
  earlierSuccessors[level][previous] = successors[level][previous] as KeyLiteral;
  successors[level][previous] = literal;
  state.position += literal.byteLength;
  state.hasValue = literal.includesValue;
  return literal.key;
}

function isAt({ view, end }: ScanState, literal: ByteLiteral, position: number): boolean {
  return position + literal.byteLength <= end && matchesAt(literal, view, position);
}

/** Position of a key's closing quote; -1 if it is not plain ASCII, so that it could be any key. */
function plainKeyEnd({ bytes, end }: ScanState, start: number): number {
  for (let position = start; position < end; position++) {
    const byte = bytes[position] as number;
    if (byte === quote) return position;
    if (byte === 0x5c || byte < 0x20 || byte > 0x7e) return -1;
  }
  return -1;
}
