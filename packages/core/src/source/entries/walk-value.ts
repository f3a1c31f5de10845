import { findStringEnd } from './string-end.ts';

/** How far a value has been walked through. Positions are counted from the first byte given. */
export interface ValueWalk {
  position: number;
  /** Newlines walked over. */
  lines: number;
  expected: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end';
  inString: boolean;
  /** Inside a number or a word. */
  inScalar: boolean;
  /** 1 for an object, 0 for an array, for each level that is open. */
  levels: Uint8Array;
  depth: number;
  /** Where the key of the outermost object read last begins and ends, its quotes left out. */
  keyStart: number;
  keyEnd: number;
  /** Position of the newline that comes next; -1 where there is none in the bytes at hand. */
  nextNewline: number;
}

export type WalkResult =
  | 'done'
  /** More bytes are needed. */
  | 'more'
  /** No JSON: `position` is where that showed. */
  | 'broken'
  /** An array opened whose elements are entries of their own; `position` is inside it. */
  | 'opened';

export interface WalkOptions {
  /** Whether the array under this key of the outermost object is to be opened. */
  opens(key: Uint8Array): boolean;
  /** There are no more bytes. */
  isLast: boolean;
}

export function startWalk(position: number): ValueWalk {
  return {
    position,
    lines: 0,
    expected: 'value',
    inString: false,
    inScalar: false,
    levels: new Uint8Array(64),
    depth: 0,
    keyStart: 0,
    keyEnd: 0,
    nextNewline: -1,
  };
}

/**
 * Walks to the end of the JSON value that begins at the walk's position, over brackets and strings.
 * It checks no more than their order, to notice early where a record breaks off and the next one
 * begins. Can be called again with more bytes.
 */
export function walkValue(walk: ValueWalk, bytes: Uint8Array, options: WalkOptions): WalkResult {
  walk.nextNewline = bytes.indexOf(0x0a, walk.position);
  while (walk.position < bytes.length) {
    const result = walk.inString ? walkString(walk, bytes) : walkByte(walk, bytes, options);
    if (result === 'more') break;
    if (result !== null) return result;
  }
  if (!options.isLast) return 'more';
  // A number or a word at the outermost level ends with the input.
  return walk.depth === 0 && walk.inScalar ? 'done' : 'broken';
}

function walkString(walk: ValueWalk, bytes: Uint8Array): WalkResult | null {
  const { state, position } = findStringEnd(bytes, walk);
  walk.position = position;
  if (state === 'broken') return 'broken';
  if (state === 'open') return 'more';
  walk.inString = false;
  if (walk.expected === 'colon' && walk.depth === 1) walk.keyEnd = position - 1;
  return walk.depth === 0 ? 'done' : null;
}

function walkByte(walk: ValueWalk, bytes: Uint8Array, options: WalkOptions): WalkResult | null {
  const byte = bytes[walk.position] as number;
  if (walk.inScalar) {
    if (isScalarByte(byte)) {
      walk.position++;
      return null;
    }
    walk.inScalar = false;
    if (walk.depth === 0) return 'done';
  }
  if (byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a) {
    walk.position++;
    if (byte === 0x0a) {
      walk.lines++;
      walk.nextNewline = bytes.indexOf(0x0a, walk.position);
    }
    return null;
  }
  switch (walk.expected) {
    case 'colon':
      if (byte !== 0x3a) return 'broken';
      walk.expected = 'value';
      break;
    case 'comma-or-end':
      if (byte === 0x7d || byte === 0x5d) return close(walk, byte);
      if (byte !== 0x2c) return 'broken';
      walk.expected = isInObject(walk) ? 'key' : 'value';
      break;
    case 'key':
    case 'key-or-end':
      if (byte === 0x7d && walk.expected === 'key-or-end') return close(walk, byte);
      if (byte !== 0x22) return 'broken';
      walk.expected = 'colon';
      walk.inString = true;
      if (walk.depth === 1) walk.keyStart = walk.position + 1;
      break;
    case 'value':
    case 'value-or-end':
      if (byte === 0x5d && walk.expected === 'value-or-end') return close(walk, byte);
      return startValue(walk, bytes, options);
  }
  walk.position++;
  return null;
}

function startValue(walk: ValueWalk, bytes: Uint8Array, { opens }: WalkOptions): WalkResult | null {
  const byte = bytes[walk.position] as number;
  const isOpening = byte === 0x7b || byte === 0x5b;
  if (!isOpening) {
    walk.inString = byte === 0x22;
    walk.inScalar = isScalarByte(byte);
    if (!walk.inString && !walk.inScalar) return 'broken';
    walk.expected = 'comma-or-end';
  }
  walk.position++;
  if (!isOpening) return null;
  if (byte === 0x5b && walk.depth === 1 && isInObject(walk)) {
    if (opens(bytes.subarray(walk.keyStart, walk.keyEnd))) return 'opened';
  }
  open(walk, byte);
  return null;
}

function open(walk: ValueWalk, byte: number): void {
  if (walk.depth === walk.levels.length) {
    const larger = new Uint8Array(walk.depth * 2);
    larger.set(walk.levels);
    walk.levels = larger;
  }
  const isObject = byte === 0x7b;
  walk.levels[walk.depth++] = isObject ? 1 : 0;
  walk.expected = isObject ? 'key-or-end' : 'value-or-end';
}

function close(walk: ValueWalk, byte: number): WalkResult | null {
  if (isInObject(walk) !== (byte === 0x7d)) return 'broken';
  walk.position++;
  walk.depth--;
  walk.expected = 'comma-or-end';
  return walk.depth === 0 ? 'done' : null;
}

function isInObject(walk: ValueWalk): boolean {
  return walk.depth > 0 && walk.levels[walk.depth - 1] === 1;
}

/** Bytes of numbers, `true`, `false` and `null`. */
function isScalarByte(byte: number): boolean {
  const lower = byte | 0x20;
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (lower >= 0x61 && lower <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e
  );
}
