import { expect, test } from 'vitest';

import { queryText } from './query-text.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';

const range = { startMs: 1_777_593_600_000, endMs: 1_778_198_400_000 };

function textOf(columns: Partial<GroupColumns> = {}): string | null {
  const none = { bucketMs: 86_400_000, principal: false, operation: false, metadataKeys: [] };
  return queryText({ ...none, ...columns }, range);
}

test('A query takes exactly the milliseconds of its range', () => {
  expect(textOf()).toContain(
    'and toMillis(@timestamp) >= 1777593600000 and toMillis(@timestamp) < 1778198400000',
  );
});

test.each([
  [86_400_000, 'bin(1d)'],
  [3_600_000, 'bin(1h)'],
  [900_000, 'bin(15m)'],
])('Buckets of %d ms are %s', (bucketMs, bin) => {
  expect(textOf({ bucketMs })).toContain(`by ${bin} as bucket`);
});

test('Callers, operations and tags are grouped by only where they are asked for', () => {
  const plain = textOf();
  expect(plain).not.toMatch(/identity|call_operation|requestMetadata/);
  const asked = textOf({ principal: true, operation: true, metadataKeys: ['team'] });
  expect(asked).toContain('coalesce(identity.arn, p_caller) as caller');
  expect(asked).toContain('operation as call_operation');
  expect(asked).toContain('coalesce(requestMetadata.team, p_tag_0) as tag_0');
  expect(asked).toMatch(/ by .*, caller, call_operation, tag_0$/);
});

test('Every column has a name of its own, in ASCII', () => {
  const text = textOf({ principal: true, operation: true, metadataKeys: ['team', 'kürzel'] });
  expect(text).toBeNull();
  const ascii = textOf({ principal: true, operation: true, metadataKeys: ['team', 'x y'] }) ?? '';
  const aliases = [...ascii.matchAll(/ as (\w+)/g)].map(([, alias]) => alias);
  const captures = [...ascii.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
  const names = [...aliases, ...captures];
  expect(names.length).toBeGreaterThan(40);
  expect(new Set(names).size).toBe(names.length);
  const [, sums = ''] = /\| stats (.*) by bin/.exec(ascii) ?? [];
  for (const sum of sums.split(', ')) expect(sum).toMatch(/^(?:count|sum)\(.*\) as \w+$/);
  // Nothing that a lexer of ASCII would stumble over.
  expect([...ascii].every((character) => character.charCodeAt(0) < 127)).toBe(true);
});

test('A name of a tag that is no identifier stands between backticks, and a slash ends no expression', () => {
  const text = textOf({ metadataKeys: ['a/b c'] }) ?? '';
  expect(text).toContain('requestMetadata.`a/b c`');
  const regexes = text.split('\n').filter((line) => line.startsWith('| parse'));
  for (const line of regexes) expect(line).toMatch(/^\| parse @message \/[^/]+\/$/);
});

test('A name with a backtick or a line break cannot be asked for', () => {
  expect(textOf({ metadataKeys: ['a`b'] })).toBeNull();
  expect(textOf({ metadataKeys: ['a\nb'] })).toBeNull();
});

test('As many tags as a query has room for can be asked for', () => {
  const keys = Array.from({ length: 40 }, (_, index) => `tag-number-${index}`);
  const three = textOf({ principal: true, operation: true, metadataKeys: keys.slice(0, 3) });
  expect(three?.length).toBeLessThanOrEqual(10_000);
  expect(textOf({ metadataKeys: keys })).toBeNull();
});
