import { expect, it } from 'vitest';
import { emptyHistory, recallLine, rememberLine } from './line-history.ts';

const history = ['greet', 'greet', 'list-tools', ' '].reduce(rememberLine, emptyHistory);

it('keeps repeats and empty lines once', () => {
  expect(history.lines).toEqual(['greet', 'list-tools']);
});

it('goes up to the oldest line, and down to what was being typed', () => {
  const first = recallLine(history, -1, 'half a li');
  const second = recallLine(first!.history, -1, first!.line);
  expect([first!.line, second!.line]).toEqual(['list-tools', 'greet']);
  expect(recallLine(second!.history, -1, second!.line)).toBeNull();
  const down = recallLine(second!.history, 1, second!.line);
  expect(recallLine(down!.history, 1, down!.line)!.line).toBe('half a li');
});
