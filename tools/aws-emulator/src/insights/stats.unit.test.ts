import { describe, expect, test } from 'vitest';
import { logGroups, queryOf, rowsOf } from './insights.testing.ts';

const groups = logGroups({
  events: [
    { model: 'a', tokens: 10, who: 'x' },
    { model: 'b', tokens: 2.5, who: 'y' },
    { model: 'a', tokens: '30', who: 'y' },
    { model: 'a', tokens: 20 },
    'no JSON',
  ],
});

describe('stats', () => {
  test.each([
    ['count(*)', '5'],
    ['count()', '5'],
    ['count(tokens)', '4'],
    ['sum(tokens)', '62.5'],
    ['avg(tokens)', '15.625'],
    ['min(tokens)', '2.5'],
    ['max(tokens)', '30'],
    ['min(model)', 'a'],
    ['max(model)', 'b'],
    ['count_distinct(model)', '2'],
    ['pct(tokens, 50)', '10'],
    ['pct(tokens, 100)', '30'],
    ['round(stddev(tokens), 4)', '11.9678'],
    ['earliest(who)', 'x'],
    ['latest(who)', 'y'],
    ['latest(tokens)', '20'],
    ['sortsFirst(who)', 'x'],
    ['sortsLast(who)', 'y'],
    ['max(@timestamp)', '2026-05-02 10:00:04.000'],
    ['sum(tokens) / count(tokens)', '15.625'],
    ['sum(tokens * 2)', '125'],
    ['max(strlen(@message))', '37'],
    ['sum(absent)', undefined],
    ['avg(absent)', undefined],
    ['max(absent)', undefined],
    ['sum(who)', undefined],
    ['count(absent)', '0'],
  ])('%s is %s', async (expression, expected) => {
    const [row] = await rowsOf(`stats ${expression} as result`, groups);
    expect(row).toEqual(expected === undefined ? {} : { result: expected });
    // Together with count_distinct nothing is merged from parts: the result must be the same.
    const [whole] = await rowsOf(`stats ${expression} as result, count_distinct(who) as w`, groups);
    expect(whole).toEqual({ ...row, w: '2' });
  });

  test('groups by several expressions; an absent key is absent from its row', async () => {
    const text =
      'stats count(*) as calls, sum(tokens) as total by model, strlen(who) as length, bin(1h)';
    expect(await rowsOf(text, groups)).toEqual([
      { 'bin(1h)': '2026-05-02 10:00:00.000', calls: '1' },
      { model: 'a', 'bin(1h)': '2026-05-02 10:00:00.000', calls: '1', total: '20' },
      { model: 'a', length: '1', 'bin(1h)': '2026-05-02 10:00:00.000', calls: '2', total: '40' },
      { model: 'b', length: '1', 'bin(1h)': '2026-05-02 10:00:00.000', calls: '1', total: '2.5' },
    ]);
  });

  test('gives keys first, and no @ptr', async () => {
    const { rows } = await queryOf(
      'stats count(*), max(tokens) as most by model | sort most desc',
      groups,
    );
    expect(rows[0]?.map(({ field }) => field)).toEqual(['model', 'count(*)', 'most']);
  });

  test('counts a number and a text that spells it as one key', async () => {
    const mixed = logGroups({ events: [{ n: 5 }, { n: '5' }, { n: 5.5 }] });
    expect(await rowsOf('stats count(*) as calls by n', mixed)).toEqual([
      { n: '5', calls: '2' },
      { n: '5.5', calls: '1' },
    ]);
  });

  test('gives no row where no event is matched', async () => {
    expect(await rowsOf('filter model = "c" | stats count(*) as n', groups)).toEqual([]);
    expect(await rowsOf('filter model = "c" | stats count(*) as n by model', groups)).toEqual([]);
  });

  test('sums whole numbers exactly', async () => {
    const large = logGroups({
      events: Array.from({ length: 5 }, () => ({ n: 4_503_599_627_370_497 })),
    });
    expect(await rowsOf('stats sum(n) as total', large)).toEqual([{ total: '22517998136852485' }]);
  });

  test('lets an item use the items before it, as in a documented query', async () => {
    const text = 'stats max(tokens) as most, min(tokens) as fewest, most - fewest as span by model';
    expect(await rowsOf(`${text} | filter span > 0`, groups)).toEqual([
      { model: 'a', most: '30', fewest: '10', span: '20' },
    ]);
  });

  test('runs over the groups of another stats, as in a documented query', async () => {
    const text = `
      FIELDS strlen(@message) AS message_length
      | STATS sum(message_length) / 10 AS logs, count(*) as n BY BIN(2s) as @t
      | STATS max(logs) AS peak, sum(n) as events BY dateceil(@t, 4s)`;
    expect(await rowsOf(text, groups)).toEqual([
      { 'dateceil(@t, 4s)': '2026-05-02 10:00:00.000', peak: '7.1', events: '2' },
      { 'dateceil(@t, 4s)': '2026-05-02 10:00:04.000', peak: '6.2', events: '3' },
    ]);
  });

  test('can be followed by fields, filter, display, sort and limit', async () => {
    const text =
      'stats sum(tokens) as total, count(*) as n by model | fields total / n as mean | sort mean desc | limit 1 | display model, mean';
    expect(await rowsOf(text, groups)).toEqual([{ model: 'a', mean: '20' }]);
  });
});
