import { expect, it } from 'vitest';
import { queryLines } from './query-lines.ts';

const query = [
  'filter @message like /a, b, c, d, e, f, g, h/',
  '| fields coalesce(one, 0) as number_one, `tag, with, commas, and, more` as tag, two as three',
  '| stats sum(one) as sum_one, count(*) as requests by bin(1d) as bucket, tag, region',
].join('\n');

it('breaks lists of fields, and neither names nor regular expressions', () => {
  expect(queryLines(query, 48)).toEqual([
    '  filter @message like /a, b, c, d, e, f, g, h/',
    '  | fields coalesce(one, 0) as number_one,',
    '      `tag, with, commas, and, more` as tag,',
    '      two as three',
    '  | stats sum(one) as sum_one,',
    '      count(*) as requests by bin(1d) as bucket,',
    '      tag, region',
  ]);
});

it.each([1, 40, 80, 1000])('is the same query in %i columns', (width) => {
  const joined = queryLines(query, width).map((line) => line.trim());
  expect(joined.join(' ')).toBe(query.replaceAll('\n', ' '));
});
