import type { Key } from 'ink';
import type { LineEdit } from './edit-line.ts';

/** What a key does to the line; `null` for keys that type text or do something else. */
export function editOfKey(input: string, key: Key): LineEdit | null {
  const by = key.ctrl || key.meta ? 'word' : 'character';
  if (key.leftArrow) return { type: 'move', by, direction: -1 };
  if (key.rightArrow) return { type: 'move', by, direction: 1 };
  if (key.home) return { type: 'move', by: 'line', direction: -1 };
  if (key.end) return { type: 'move', by: 'line', direction: 1 };
  if (key.backspace) return { type: 'delete', by, direction: -1 };
  if (key.delete) return { type: 'delete', by: 'character', direction: 1 };
  return key.ctrl ? (controlEdits[input] ?? null) : null;
}

const controlEdits: Readonly<Record<string, LineEdit>> = {
  a: { type: 'move', by: 'line', direction: -1 },
  e: { type: 'move', by: 'line', direction: 1 },
  b: { type: 'move', by: 'character', direction: -1 },
  f: { type: 'move', by: 'character', direction: 1 },
  d: { type: 'delete', by: 'character', direction: 1 },
  u: { type: 'delete', by: 'line', direction: -1 },
  k: { type: 'delete', by: 'line', direction: 1 },
  w: { type: 'delete', by: 'word', direction: -1 },
};
