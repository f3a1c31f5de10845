import { expect, it } from 'vitest';
import { nameAndJson } from './json-arguments.ts';

const usage = 'call-tool NAME [JSON]';

it.each([
  ['greet', { name: 'greet', json: {} }],
  ['greet {"name": "Ada L"}', { name: 'greet', json: { name: 'Ada L' } }],
  [`greet '{"name": "Ada"}'`, { name: 'greet', json: { name: 'Ada' } }],
])('reads %s', (rest, expected) => {
  expect(nameAndJson(rest, usage)).toEqual(expected);
});

it.each([
  ['', 'A name is missing: call-tool NAME [JSON]'],
  ['greet {name: 1}', /^The arguments are not JSON \(.+\): call-tool/],
  ['greet [1]', /^The arguments must be a JSON object/],
])('refuses %j in one sentence', (rest, sentence) => {
  expect(() => nameAndJson(rest, usage)).toThrow(sentence);
});
