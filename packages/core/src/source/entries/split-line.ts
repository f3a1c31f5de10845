import { discardLine } from './discard-line.ts';
import { brokenJson, Byte, mostEntryBytes, type SplitState } from './split-state.ts';
import { beginWalk } from './split-walk.ts';

// A line that is longer than this and has no end yet is walked through as it comes.
const mostBytesToLineEnd = 512 * 1024;
// The time, and the name of the log stream that `aws logs tail` puts behind it, are shorter.
const longestLinePrefix = 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** What Bedrock writes to a log that it has just been given. */
const permissionNotice = Buffer.from('Permissions are correctly set for Amazon Bedrock logs.');

/** One step in the file itself, at the first byte of something. */
export function stepLine(state: SplitState): boolean {
  const { chunk, position, atLineStart } = state;
  const byte = chunk[position] as number;
  if (byte === Byte.openBrace) return atLineStart ? readLine(state, position) : walk(state);
  if (byte === byteOrderMark[0] && atLineStart) return skipByteOrderMark(state);
  if (isDigit(byte) && atLineStart) return readTimedLine(state);
  if (position < state.brokenUntil) return discardLine(state, '');
  if (byte === Byte.openBracket) return openArray(state);
  return state.hasBroken ? skipRemains(state, byte) : discardText(state);
}

/** The line from `start` on should be an entry; if it is not, it may be the beginning of one. */
function readLine(state: SplitState, start: number): boolean {
  const { chunk, isLast, reader, line } = state;
  const lineEnd = chunk.indexOf(Byte.newline, start);
  const hasEnd = lineEnd !== -1 || isLast;
  if (!hasEnd && chunk.length - state.position < mostBytesToLineEnd) return false;
  const end = lineEnd === -1 ? chunk.length : lineEnd;
  const last = hasEnd ? lastByte(state, end) : -1;
  // Whoever pretty-prints ends lines with other bytes, and JSON.parse is slow to say no.
  if (chunk[last] === Byte.closeBrace && last - start < mostEntryBytes) {
    if (reader.tryRead({ start, end: last + 1, line })) {
      state.position = end;
      return true;
    }
  }
  // Deeper lines are parts of the broken value, which is counted already.
  if (state.position < state.brokenUntil) {
    return discardLine(state, state.isIndented ? '' : brokenJson);
  }
  state.position = start;
  return walk(state);
}

function walk(state: SplitState): true {
  beginWalk(state, false);
  return true;
}

/** Position of the last byte before `end` that means something. */
function lastByte({ chunk, hasBroken }: SplitState, end: number): number {
  let last = end - 1;
  while (isSpace(chunk[last])) last--;
  // Lines of a broken array are tried one by one, with what parts them.
  return hasBroken && chunk[last] === Byte.comma ? last - 1 : last;
}

function skipByteOrderMark(state: SplitState): boolean {
  const { chunk, position, isLast } = state;
  const mark = chunk.subarray(position, position + byteOrderMark.length);
  if (mark.length < byteOrderMark.length && !isLast) return false;
  if (!mark.equals(byteOrderMark)) return discardText(state);
  state.position += byteOrderMark.length;
  return true;
}

/**
 * A line of a CloudWatch export to S3 (`2026-09-08T12:10:33.000Z {…}`) or of `aws logs tail`, which
 * names the log stream in between.
 */
function readTimedLine(state: SplitState): boolean {
  const { chunk, position, isLast } = state;
  const prefix = chunk.subarray(position, position + longestLinePrefix);
  const brace = prefix.indexOf(Byte.openBrace);
  const lineEnd = prefix.indexOf(Byte.newline);
  if (brace === -1 && lineEnd === -1 && prefix.length < longestLinePrefix && !isLast) return false;
  const isTimed = /^\d{4}-\d\d-\d\dT/.test(prefix.toString('latin1', 0, 11));
  if (isTimed && brace !== -1 && (lineEnd === -1 || brace < lineEnd)) {
    return readLine(state, position + brace);
  }
  return discardText(state);
}

/** An array of entries; text in brackets, as other programs write it to logs, is none. */
function openArray(state: SplitState): boolean {
  const { chunk, position, isLast } = state;
  let next = position + 1;
  while (isSpace(chunk[next])) next++;
  if (next >= chunk.length && next - position < mostBytesToLineEnd && !isLast) return false;
  const first = chunk[next];
  const isArray =
    first === Byte.openBrace ||
    first === Byte.openBracket ||
    first === Byte.closeBracket ||
    first === Byte.quote;
  if (!isArray) return discardText(state);
  state.contexts.push('array');
  state.position++;
  state.atLineStart = false;
  return true;
}

/** Behind something broken: what separates and closes, and what was left of the object around a list. */
function skipRemains(state: SplitState, byte: number): boolean {
  if (byte === Byte.quote) return discardLine(state, '');
  if (byte !== Byte.comma && byte !== Byte.closeBracket && byte !== Byte.closeBrace) {
    return discardText(state);
  }
  state.position++;
  return true;
}

function discardText(state: SplitState): boolean {
  const { chunk, position, isLast } = state;
  const start = chunk.subarray(position, position + permissionNotice.length);
  if (start.length < permissionNotice.length && !start.includes(Byte.newline) && !isLast) {
    return false;
  }
  const isNotice = start.equals(permissionNotice);
  return discardLine(
    state,
    isNotice
      ? 'the notice that Bedrock writes when logging is switched on'
      : 'text that is not a JSON object',
  );
}

function isDigit(byte: number): boolean {
  return byte >= Byte.zero && byte <= Byte.nine;
}

function isSpace(byte: number | undefined): boolean {
  return (
    byte === Byte.space ||
    byte === Byte.newline ||
    byte === Byte.carriageReturn ||
    byte === Byte.tab
  );
}
