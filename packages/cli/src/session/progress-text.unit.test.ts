import { expect, it } from 'vitest';
import { progressText } from './progress-text.ts';

it.each([
  [{ progress: 2, total: 3, message: 'Hello' }, '2 of 3, Hello'],
  [{ progress: 45, total: 100, message: '7349 records read' }, '45 %, 7349 records read'],
  [{ progress: 6_459_838, message: '13060 records read' }, '6.5 MB, 13060 records read'],
  [{ progress: 3 }, '3'],
  [{ progress: 0, total: 0, message: 'starting' }, '0, starting'],
  [{ progress: 1, message: 'a\u001B[2Jb' }, '1, a\\u001b[2Jb'],
])('%j', (progress, text) => {
  expect(progressText(progress)).toBe(text);
});
