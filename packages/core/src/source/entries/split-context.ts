import { discardLine } from './discard-line.ts';
import { brokenJson, Byte, type SplitState } from './split-state.ts';
import { beginWalk } from './split-walk.ts';

/** One step between the entries of an array, or behind such an array in the object around it. */
export function stepContext(state: SplitState): boolean {
  const byte = state.chunk[state.position];
  const isArray = state.contexts.at(-1) === 'array';
  const isOurEnd = byte === (isArray ? Byte.closeBracket : Byte.closeBrace);
  if (isOurEnd) {
    state.contexts.pop();
    state.atLineStart = false;
    state.position++;
  } else if (byte === Byte.closeBracket || byte === Byte.closeBrace) {
    state.contexts = [];
    state.hasBroken = true;
    return discardLine(state, brokenJson);
  } else if (byte === Byte.comma || (byte === Byte.colon && !isArray)) {
    if (byte === Byte.comma) state.hasListKey = false;
    state.position++;
  } else if (byte === Byte.openBracket && !isArray && state.hasListKey) {
    state.contexts.push('array');
    state.hasListKey = false;
    state.position++;
  } else {
    beginWalk(state, !isArray);
  }
  return true;
}
