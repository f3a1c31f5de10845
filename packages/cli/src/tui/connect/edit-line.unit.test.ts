import { describe, expect, it } from 'vitest';
import { editLine, emptyLine, type EditedLine, type LineEdit } from './edit-line.ts';

/** The line after some edits, `|` for the cursor. */
function shown(edits: readonly LineEdit[], start: EditedLine = emptyLine): string {
  const { text, cursor } = edits.reduce(editLine, start);
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

const at = (marked: string): EditedLine => ({
  text: marked.replace('|', ''),
  cursor: marked.indexOf('|'),
});

describe('a line', () => {
  it('takes text at the cursor', () => {
    expect(shown([{ type: 'insert', text: 'ee' }], at('gr|t'))).toBe('gree|t');
  });

  it.each<[string, LineEdit, string]>([
    ['ab|', { type: 'delete', by: 'character', direction: -1 }, 'a|'],
    ['|ab', { type: 'delete', by: 'character', direction: -1 }, '|ab'],
    ['|ab', { type: 'delete', by: 'character', direction: 1 }, '|b'],
    ['x👩‍💻|y', { type: 'delete', by: 'character', direction: -1 }, 'x|y'],
    ['one two |three', { type: 'delete', by: 'word', direction: -1 }, 'one |three'],
    ['one| two three', { type: 'delete', by: 'word', direction: 1 }, 'one| three'],
    ['one two|', { type: 'delete', by: 'line', direction: -1 }, '|'],
    ['one| two', { type: 'delete', by: 'line', direction: 1 }, 'one|'],
    ['one two|', { type: 'move', by: 'word', direction: -1 }, 'one |two'],
    ['|one two', { type: 'move', by: 'word', direction: 1 }, 'one| two'],
    ['é|', { type: 'move', by: 'character', direction: -1 }, '|é'],
    ['a|b', { type: 'move', by: 'line', direction: 1 }, 'ab|'],
  ])('%s', (before, edit, after) => {
    expect(shown([edit], at(before))).toBe(after);
  });
});
