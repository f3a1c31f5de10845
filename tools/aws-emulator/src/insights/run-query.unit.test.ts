import { describe, expect, test } from 'vitest';
import { logGroups, queryOf, rowsOf } from './insights.testing.ts';

const events = [
  { model: 'a', tokens: 10, who: { arn: 'arn:1' }, ok: true, text: ' x ' },
  { model: 'b', tokens: 2.5, who: { arn: 'arn:2' }, ok: false, text: '' },
  { model: 'a', tokens: '30', error: 'Throttling', list: ['p', 'q'] },
  'user=ann, method:get, latency := 12',
];
const groups = logGroups({ events });

describe('filter', () => {
  test.each([
    ['tokens > 2.5', [2, 0]],
    ['tokens >= 2.5', [2, 1, 0]],
    ['tokens = 30', [2]],
    ['tokens = "10"', [0]],
    ['tokens != 10', [3, 2, 1]],
    ['model = "a" and not tokens < 20', [2]],
    ['model = "b" or error = "Throttling"', [2, 1]],
    ['model in ["b", "c"]', [1]],
    ['model not in ["b", "c"]', [3, 2, 0]],
    ['who.arn like "arn:"', [1, 0]],
    ['who.arn not like "arn:1"', [3, 2, 1]],
    ['who.arn like /^ARN:[12]$/', []],
    ['who.arn like /(?i)^ARN:[12]$/', [1, 0]],
    ['who.arn =~ /^(?i)ARN:2/', [1]],
    ['@message like /latency := \\d+/', [3]],
    ['ispresent(error)', [2]],
    ['isempty(text)', [3, 2, 1]],
    ['isblank(text) or text = " x "', [3, 2, 1, 0]],
    ['ok = 1', [0]],
    ['ok = false', [1]],
    ['list.1 = "q"', [2]],
    ['`who`.`arn` = "arn:2"', [1]],
    ['strcontains(error, "rott")', [2]],
    ['startsWith(model, "a") and endsWith(error, "ing")', [2]],
    ['@timestamp <= fromMillis(1777716001000)', [1, 0]],
    ['toMillis(@timestamp) < 1777716001000', [0]],
    ['now() * 1000 - toMillis(@timestamp) > 58000', [1, 0]],
    ['@logStream = "stream" and @log = "111122223333:/group/1"', [3, 2, 1, 0]],
    ['absent > 1 or absent = absent', []],
  ])('%s', async (condition, expected) => {
    const rows = await rowsOf(`filter ${condition} | fields toMillis(@timestamp) as ms`, groups);
    expect(rows.map(({ ms }) => (Number(ms) - 1_777_716_000_000) / 1_000)).toEqual(expected);
  });
});

describe('functions and operators', () => {
  test.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['7 / 2', '3.5'],
    ['6 / 2', '3'],
    ['1 / 0', undefined],
    ['10 % 3', '1'],
    ['2 ^ 3', '8'],
    ['-2 ^ 2', '-4'],
    ['0.1 + 0.2', '0.30000000000000004'],
    ['9007199254740991 + 0', '9007199254740991'],
    ['abs(-3)', '3'],
    ['ceil(1.2)', '2'],
    ['floor(-1.2)', '-2'],
    ['greatest(1, "12", 3)', '12'],
    ['least(2, 1, 3)', '1'],
    ['log(1)', '0'],
    ['sqrt(16)', '4'],
    ['round(2.345, 2)', '2.35'],
    ['strlen("né😀")', '3'],
    ['toupper("aé")', 'AÉ'],
    ['tolower("ÀB")', 'àb'],
    ['substr("xyZfooxyZ", 3, 3)', 'foo'],
    ['substr("xyZfooxyZ", 6)', 'xyZ'],
    ['replace("foo", "o", "0")', 'f00'],
    ['concat("a", 1, "b")', 'a1b'],
    ['trim("  a ")', 'a'],
    ['ltrim("xyZxyfooxyZ", "xyZ")', 'fooxyZ'],
    ['rtrim("xyZfooxyxyZ", "xyZ")', 'xyZfoo'],
    ['trim("xyZxyfooxyxyZ", "xyZ")', 'foo'],
    ['strcontains("abc", "B")', '0'],
    ['strcontains("abc", "B", true)', '1'],
    ['coalesce(absent, "x", "y")', 'x'],
    ['coalesce(absent, other)', undefined],
    ['if(1 < 2, "yes", "no")', 'yes'],
    ['case(1 > 2, "a", 2 > 3, "b", "c")', 'c'],
    ['case(1 > 2, "a")', undefined],
    ['toupper(absent)', undefined],
    ['least(absent, 1)', undefined],
    ['absent + 1', undefined],
    ['"12" + 1', '13'],
    ['"twelve" + 1', undefined],
    ['ispresent(absent)', '0'],
    ['"it\'s" like "\'"', '1'],
    ['fromMillis(1777716000001)', '2026-05-02 10:00:00.001'],
    ['toMillis(fromMillis(5))', '5'],
    ['datefloor(@timestamp, 1d)', '2026-05-02 00:00:00.000'],
    ['dateceil(@timestamp, 1h)', '2026-05-02 10:00:00.000'],
    ['bin(7m)', '2026-05-02 09:59:00.000'],
    ['bin(300s)', '2026-05-02 10:00:00.000'],
    ['bin(1mo)', '2026-05-01 00:00:00.000'],
    ['queryEndTime() - queryStartTime()', '4000000000000'],
    ['now()', '1777716060'],
  ])('%s is %s', async (expression, expected) => {
    const [row] = await rowsOf(`fields ${expression} as result`, logGroups({ events: [{}] }));
    expect(row).toEqual(expected === undefined ? {} : { result: expected });
  });
});

describe('fields, display and parse', () => {
  test('show the time and the message, newest first and with @ptr, when nothing is asked for', async () => {
    const { rows } = await queryOf('limit 2', groups);
    expect(rows.map((row) => row.map(({ field }) => field))).toEqual([
      ['@timestamp', '@message', '@ptr'],
      ['@timestamp', '@message', '@ptr'],
    ]);
    expect(rows[0]?.[0]?.value).toBe('2026-05-02 10:00:03.000');
    expect(rows[0]?.[1]?.value).toBe(events[3]);
    expect(rows[0]?.[2]?.value).not.toBe(rows[1]?.[2]?.value);
  });

  test('leave absent fields out of their rows and print every value as text', async () => {
    expect(await rowsOf('fields model, tokens, ok, error', groups)).toEqual([
      {},
      { model: 'a', tokens: '30', error: 'Throttling' },
      { model: 'b', tokens: '2.5', ok: '0' },
      { model: 'a', tokens: '10', ok: '1' },
    ]);
  });

  test('name a column without alias by its text', async () => {
    const [row] = await rowsOf('filter tokens = 10 | fields tokens * 2, strlen( model )', groups);
    expect(row).toEqual({ 'tokens * 2': '20', 'strlen( model )': '1' });
  });

  test('show what display names last, whatever fields has listed', async () => {
    const text = 'fields model, tokens | display tokens | display model, tokens > 5 as many';
    expect((await rowsOf(text, groups))[3]).toEqual({ model: 'a', many: '1' });
  });

  test('take fields out of a text by a glob', async () => {
    const text =
      'parse @message "user=*, method:*, latency := *" as @user, @method, @latency | display @user, @method, @latency + 1 as more';
    expect((await rowsOf(text, groups))[0]).toEqual({
      '@user': 'ann',
      '@method': 'get',
      more: '13',
    });
  });

  test('take fields out of a text by the named groups of a regular expression', async () => {
    const text =
      'fields model | parse @message /"tokens":(?<whole>\\d+)(\\.(?<part>\\d+))?/ | filter ispresent(whole)';
    expect(await rowsOf(text, groups)).toEqual([
      { model: 'b', whole: '2', part: '5' },
      { model: 'a', whole: '10' },
    ]);
  });

  test('parse what was parsed before', async () => {
    const text =
      'parse @message "user=*" as rest | parse rest "*, method:*," as user, method | display user, method';
    expect((await rowsOf(text, groups))[0]).toEqual({ user: 'ann', method: 'get' });
  });

  test('show only @ptr when there is a parse and nothing is listed', async () => {
    const { rows } = await queryOf('parse @message "user=*," as user', groups);
    expect(rows.map((row) => row.map(({ field }) => field))).toEqual(groupsOf('@ptr', 4));
  });
});

describe('sort, dedup and limit', () => {
  const values = [
    '!:',
    '#',
    '*%04',
    '0#',
    '5A',
    '111A',
    '2345_',
    '@',
    '@_',
    'A',
    'A9876fghj',
    'a12345hfh',
    '0',
    '01',
    '1',
    '2',
    '3',
  ];
  const shuffled = logGroups({ events: values.toReversed().map((value) => ({ value })) });

  test('sort in the order that AWS documents', async () => {
    const rows = await rowsOf('fields value | sort value asc', shuffled);
    expect(rows.map(({ value }) => value)).toEqual(values);
    const reversed = await rowsOf('fields value | sort value desc', shuffled);
    expect(reversed.map(({ value }) => value)).toEqual(values.toReversed());
  });

  test('sort by several keys, numbers by their value', async () => {
    const rows = await rowsOf(
      'fields model, tokens | filter ispresent(model) | sort model, tokens desc',
      groups,
    );
    expect(rows.map(({ model, tokens }) => `${model}${tokens}`)).toEqual(['a30', 'a10', 'b2.5']);
  });

  test('keep the fields that commands behind a sort refer to', async () => {
    const text =
      'sort @timestamp asc | limit 3 | filter tokens < 20 | parse @message /"model":"(?<m>.)"/ | stats count(*) as n, sum(tokens) as t by m';
    expect(await rowsOf(text, groups)).toEqual([
      { m: 'a', n: '1', t: '10' },
      { m: 'b', n: '1', t: '2.5' },
    ]);
  });

  test('dedup keeps the first of each value in order, and all that lack it', async () => {
    const text = 'fields model, tokens | sort tokens asc | dedup model | limit 10';
    const rows = await rowsOf(text, groups);
    expect(rows).toEqual([{}, { model: 'b', tokens: '2.5' }, { model: 'a', tokens: '10' }]);
    const newest = await rowsOf('fields model, tokens | dedup model', groups);
    expect(newest).toEqual([{}, { model: 'a', tokens: '30' }, { model: 'b', tokens: '2.5' }]);
  });

  test.each([
    ['fields model', undefined, 4],
    ['fields model', 3, 3],
    ['fields model | limit 2', undefined, 2],
    ['fields model | limit 2', 1, 1],
    ['fields model | limit 2', 3, 2],
  ])('%s with a limit of %s outside gives %i rows', async (text, limit, expected) => {
    const { rows, statistics } = await queryOf(text, groups, limit === undefined ? {} : { limit });
    expect(rows).toHaveLength(expected);
    expect(statistics.recordsMatched).toBe(4);
  });
});

describe('log groups', () => {
  const event = { model: 'a', input: { tokens: 5 } };

  test('of the class Infrequent Access have no discovered fields, but can be parsed', async () => {
    const rare = logGroups({ logClass: 'INFREQUENT_ACCESS', events: [event] });
    const text =
      'parse @message /"tokens":(?<p>\\d+)/ | stats count(model) as m, sum(input.tokens) as t, sum(p) as parsed';
    expect(await rowsOf(text, rare)).toEqual([{ m: '0', parsed: '5' }]);
    expect(await rowsOf(text, logGroups({ events: [event] }))).toEqual([
      { m: '1', t: '5', parsed: '5' },
    ]);
  });

  test('are read together, their events in one order', async () => {
    const two = logGroups({ events: [event, event] }, { events: [{ model: 'b' }, { model: 'c' }] });
    const { rows, statistics } = await queryOf('fields @log, model | limit 3', two);
    expect(rows.map((row) => row.map(({ value }) => value).slice(0, 2))).toEqual([
      ['111122223333:/group/2', 'c'],
      ['111122223333:/group/1', 'a'],
      ['111122223333:/group/2', 'b'],
    ]);
    expect(statistics).toMatchObject({ recordsMatched: 4, recordsScanned: 4, logGroupsScanned: 2 });
  });

  test('are read between both ends of the time range, and their bytes counted', async () => {
    const wide = logGroups({ events: [{ a: 'é' }, { a: 1 }, { a: 2 }, { a: 3 }] });
    const range = { startSeconds: 1_777_716_000, endSeconds: 1_777_716_002 };
    const { rows, statistics } = await queryOf('filter a > 0 | stats count(*) as n', wide, range);
    expect(rows).toEqual([[{ field: 'n', value: '2' }]]);
    expect(statistics).toMatchObject({ recordsMatched: 2, recordsScanned: 3, bytesScanned: 24 });
  });
});

function groupsOf(field: string, count: number): string[][] {
  return Array.from({ length: count }, () => [field]);
}
