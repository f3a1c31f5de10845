import { matchesAt, type ByteLiteral } from './byte-literal.ts';
import { Key, Level } from './envelope-keys.ts';
import { findLeap, learnLeap } from './leap.ts';
import { skipSpace } from './scan-cursor.ts';
import { resetRecord, type ScanState } from './scan-state.ts';
import { scanValue, skipValue } from './scan-value.ts';

const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const notPlain = -1;

/**
 * Reads the envelope of the record between the cursor and its end into the state. False if anything
 * in it is not plain, and the line is one for `JSON.parse`.
 */
export function scanRecord(state: ScanState): boolean {
  resetRecord(state);
  skipSpace(state);
  let key: number = Key.none;
  do {
    const leap = findLeap(state.leaps, state, key);
    if (leap === null) {
      key = readToValue(state, key);
      if (key === notPlain) return false;
    } else {
      // JSON.parse takes the last of two equal keys.
      if ((state.seen & leap.keys) !== 0) return false;
      state.seen |= leap.keys;
      state.position += leap.byteLength;
      if ((state.bytes[state.position] as number) <= space) skipSpace(state);
      state.level = leap.level;
      key = leap.key;
    }
    if (key !== Key.none && !scanValue(state, key)) return false;
  } while (key !== Key.none);
  skipSpace(state);
  return state.position >= state.end;
}

/**
 * Reads from behind the value of `previous`, or from the beginning of the record, to the next value
 * that is wanted. Gives its key, `Key.none` at the end of the record, or `notPlain`.
 */
function readToValue(state: ScanState, previous: number): number {
  const { bytes, position: start, seen: seenBefore } = state;
  let isAlwaysSame = true;
  let isOpen = previous === Key.none;
  if (isOpen && bytes[state.position++] !== openBrace) return notPlain;
  for (;;) {
    skipSpace(state);
    if (bytes[state.position] === closeBrace) {
      state.position++;
      if (state.position > state.end) return notPlain;
      if (state.level === Level.record) break;
      state.level = Level.record;
      isOpen = false;
      continue;
    }
    if (!isOpen && bytes[state.position++] !== comma) return notPlain;
    isOpen = false;
    const key = readKey(state);
    if (key === notPlain) return notPlain;
    if (state.hasValue) continue;
    if (key === Key.none) {
      isAlwaysSame = false;
      if (!skipValue(state)) return notPlain;
    } else if (key === Key.input || key === Key.output || key === Key.identity) {
      if (bytes[state.position++] !== openBrace) return notPlain;
      state.level = levelOf(key);
      isOpen = true;
    } else {
      if (isAlwaysSame) learn(state, key, { start, previous, seenBefore });
      return key;
    }
  }
  if (isAlwaysSame) learn(state, Key.none, { start, previous, seenBefore });
  return Key.none;
}

function learn(
  state: ScanState,
  key: number,
  { start, previous, seenBefore }: { start: number; previous: number; seenBefore: number },
): void {
  const keys = state.seen ^ seenBefore;
  learnLeap(state.leaps, state, { start, previous, key, level: state.level, keys });
}

function levelOf(key: number): Level {
  if (key === Key.input) return Level.input;
  return key === Key.output ? Level.output : Level.identity;
}

/**
 * Reads a key and its colon up to its value, and the value if that is the usual one
 * (`state.hasValue`). Gives `Key.none` if the scanner has no use for it.
 */
function readKey(state: ScanState): number {
  skipSpace(state);
  const { bytes, position: start, level } = state;
  for (const literal of state.keys.literals[level]) {
    if (!isAt(state, literal, start)) continue;
    const bit = 1 << literal.key;
    if ((state.seen & bit) !== 0) return notPlain;
    state.seen |= bit;
    state.position += literal.byteLength;
    state.hasValue = literal.includesValue;
    skipSpace(state);
    return literal.key;
  }
  state.hasValue = false;
  if (bytes[start] !== quote) return notPlain;
  const end = plainKeyEnd(state, start + 1);
  if (end === -1) return notPlain;
  // A key we know, but written in a way of its own.
  if (state.keys.names[level].some((name) => isAt(state, name, start))) return notPlain;
  state.position = end + 1;
  skipSpace(state);
  if (bytes[state.position++] !== colon) return notPlain;
  skipSpace(state);
  return Key.none;
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
