import type { EntryReader } from './entry-reader.ts';
import type { ValueWalk } from './walk-value.ts';

/** What stands around the entries to come. */
export type Context =
  /** An array of entries. */
  | 'array'
  /** An object, behind the bracket or the end of a list of entries in it. */
  | 'wrapper';

export interface SplitState {
  readonly reader: EntryReader;
  chunk: Buffer;
  /** Nothing comes behind the chunk. */
  isLast: boolean;
  /** Where in the chunk to go on. */
  position: number;
  /** Line of that position, counted from 1. */
  line: number;
  /** Only white space since the last newline. */
  atLineStart: boolean;
  /** White space since the last newline. */
  isIndented: boolean;
  /** Innermost last; none = entries stand in the file itself. */
  contexts: Context[];
  /** The value that begins at `position`, or goes on there if it is dropped. */
  walk: ValueWalk | null;
  /** The value is not wanted, so its bytes need not be kept together. */
  isDropped: boolean;
  /** A name in a wrapper was read that a list of entries may follow. */
  hasListKey: boolean;
  /** The rest of a line that is not wanted, and why; no detail = already told. */
  discard: { detail: string; bytes: number } | null;
  /** A broken value reached to here. The lines in it are tried one by one, as it may have swallowed some. */
  brokenUntil: number;
  /** Something was broken, so brackets may close that were never opened. */
  hasBroken: boolean;
}

export function startState(reader: EntryReader): SplitState {
  return {
    reader,
    chunk: Buffer.alloc(0),
    isLast: false,
    position: 0,
    line: 1,
    atLineStart: true,
    isIndented: false,
    contexts: [],
    walk: null,
    isDropped: false,
    hasListKey: false,
    discard: null,
    brokenUntil: 0,
    hasBroken: false,
  };
}

/** Longer entries are not read, so that a broken file cannot fill the memory. */
export const mostEntryBytes = 16 * 1024 * 1024;

export const brokenJson = 'JSON that breaks off or is malformed';
export const tooLong = 'longer than 16 MiB';

export const Byte = {
  tab: 0x09,
  newline: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  openBracket: 0x5b,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;
