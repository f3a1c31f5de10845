import { discardLine } from './discard-line.ts';
import { brokenJson, Byte, mostEntryBytes, tooLong, type SplitState } from './split-state.ts';
import { wrapperKeys } from './unwrap.ts';
import { startWalk, walkValue, type ValueWalk } from './walk-value.ts';

// Of what is dropped no more is kept than a key that may turn out to be wanted.
const longestKeyBytes = 1024;

/** Begins to walk through the value at the position. A dropped one is only walked over. */
export function beginWalk(state: SplitState, isDropped: boolean): void {
  state.walk = startWalk(state.position);
  state.isDropped = isDropped;
  state.atLineStart = false;
}

export function stepWalk(state: SplitState, walk: ValueWalk): boolean {
  const opens = (key: Uint8Array) => !state.isDropped && isWrapperKey(key);
  const result = walkValue(walk, state.chunk, { opens, isLast: state.isLast });
  switch (result) {
    case 'more':
      if (!state.isDropped && walk.position - state.position > mostEntryBytes) {
        rejectTooLong(state);
        state.isDropped = true;
      }
      if (state.isDropped && walk.position - state.position > longestKeyBytes) {
        state.position = walk.position;
      }
      return false;
    case 'broken':
      recover(state, walk);
      return true;
    case 'opened':
      state.contexts.push('wrapper', 'array');
      break;
    case 'done':
      finishValue(state, walk);
  }
  leave(state, walk);
  return true;
}

function finishValue(state: SplitState, walk: ValueWalk): void {
  const { reader, position: start, line } = state;
  const end = walk.position;
  if (state.isDropped) {
    if (state.contexts.at(-1) === 'wrapper') noteListKey(state, walk);
  } else if (end - start > mostEntryBytes) {
    rejectTooLong(state);
  } else if (!reader.tryRead({ start, end, line })) {
    reader.reject('not-json', brokenJson, line);
  }
}

/** Goes on behind the value. */
function leave(state: SplitState, walk: ValueWalk): void {
  state.line += walk.lines;
  state.position = walk.position;
  state.walk = null;
}

/**
 * Gives a broken value up. Its first line is lost; what it swallowed behind that is read again line
 * by line, because a record that breaks off must not take its neighbors with it.
 */
function recover(state: SplitState, walk: ValueWalk): void {
  state.contexts = [];
  state.hasBroken = true;
  if (state.isDropped) {
    leave(state, walk);
    if (!isAtLineStart(state)) discardLine(state, '');
    state.atLineStart = true;
    return;
  }
  state.walk = null;
  state.brokenUntil = walk.position;
  discardLine(state, brokenJson);
}

/** True if the position is the first of its line, or white space is all that stands before it. */
function isAtLineStart({ chunk, position }: SplitState): boolean {
  const lineStart = chunk.lastIndexOf(Byte.newline, position - 1) + 1;
  return lineStart > 0 && chunk.toString('latin1', lineStart, position).trim() === '';
}

/** A name in a wrapper is walked over like a value; a list of entries may follow it. */
function noteListKey(state: SplitState, walk: ValueWalk): void {
  state.hasListKey = isWrapperKey(state.chunk.subarray(state.position + 1, walk.position - 1));
}

function isWrapperKey(key: Uint8Array): boolean {
  return wrapperKeys.includes(
    Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1'),
  );
}

function rejectTooLong({ reader, line }: SplitState): void {
  reader.reject('too-long', tooLong, line);
}
