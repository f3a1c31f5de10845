import { Byte, mostEntryBytes, tooLong, type SplitState } from './split-state.ts';

/** Gives up the rest of the line. It is counted as a rejection unless `detail` is empty. */
export function discardLine(state: SplitState, detail: string): true {
  state.discard = { detail, bytes: 0 };
  state.atLineStart = false;
  return true;
}

/** Moves to the end of the line that is given up; false if it goes on behind the chunk. */
export function stepDiscard(state: SplitState): boolean {
  const { chunk, discard, isLast, reader, line } = state;
  if (discard === null) return true;
  const lineEnd = chunk.indexOf(Byte.newline, state.position);
  const end = lineEnd === -1 ? chunk.length : lineEnd;
  discard.bytes += end - state.position;
  state.position = end;
  if (lineEnd === -1 && !isLast) return false;
  state.discard = null;
  if (discard.detail === '') return true;
  if (discard.bytes > mostEntryBytes) reader.reject('too-long', tooLong, line);
  else reader.reject('not-json', discard.detail, line);
  return true;
}
