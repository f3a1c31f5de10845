import { stepContext } from './split-context.ts';
import { stepDiscard } from './discard-line.ts';
import { stepLine } from './split-line.ts';
import { Byte, startState, type SplitState } from './split-state.ts';
import { stepWalk } from './split-walk.ts';
import type { EntryReader } from './entry-reader.ts';

/** Cuts the bytes of a log into entries and hands them to a reader. */
export interface EntrySplitter {
  /**
   * Takes what is complete in the chunk and gives how many bytes it is done with. The others are to
   * be given again, in front of what comes next. The reader has the chunk loaded.
   */
  advance(chunk: Buffer, isLast: boolean): number;
  /** Line, counted from 1, on which the next entry begins. */
  line(): number;
}

/**
 * Finds the entries of a log whatever they stand in: a line each, pretty-printed, one behind the
 * other, elements of an array, events in the answer of an AWS command, or behind a time as CloudWatch
 * exports them. A value that breaks off costs itself and not its neighbors.
 */
export function createEntrySplitter(reader: EntryReader): EntrySplitter {
  const state = startState(reader);
  return {
    advance(chunk, isLast) {
      state.chunk = chunk;
      state.isLast = isLast;
      while (state.position < chunk.length && step(state)) {
        // Each step takes something from the chunk or finds that more is needed.
      }
      if (isLast && state.discard !== null) stepDiscard(state);
      return release(state);
    },
    line: () => state.line,
  };
}

/** One step forward; false if there is none without more bytes. */
function step(state: SplitState): boolean {
  if (state.discard !== null) return stepDiscard(state);
  if (state.walk !== null) return stepWalk(state, state.walk);
  skipSpace(state);
  if (state.position >= state.chunk.length) return false;
  return state.contexts.length === 0 ? stepLine(state) : stepContext(state);
}

function skipSpace(state: SplitState): void {
  const { chunk } = state;
  for (;;) {
    const byte = chunk[state.position];
    if (byte === Byte.newline) {
      state.line++;
      state.atLineStart = true;
      state.isIndented = false;
    } else if (byte === Byte.space || byte === Byte.tab) {
      state.isIndented = true;
    } else if (byte !== Byte.carriageReturn) {
      return;
    }
    state.position++;
  }
}

/** Lets go of the bytes before the position, and counts from there. */
function release(state: SplitState): number {
  const released = state.position;
  state.position = 0;
  state.brokenUntil = Math.max(0, state.brokenUntil - released);
  if (state.walk !== null) {
    state.walk.position -= released;
    state.walk.keyStart -= released;
    state.walk.keyEnd -= released;
  }
  return released;
}
