import { expect, it } from 'vitest';
import { splitWords } from './split-words.ts';

it.each([
  ['', []],
  ['  a   b ', ['a', 'b']],
  [`--where "person=Ada L" c`, ['--where', 'person=Ada L', 'c']],
  [`person='Ada L'x`, ['person=Ada Lx']],
  [`''`, ['']],
])('splits %j as a shell does', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});
