import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileQuery } from './compile-query.ts';
import { QuerySyntaxError } from './query-syntax-error.ts';

/** The error that a text must give. */
function errorOf(text: string): QuerySyntaxError {
  try {
    compileQuery(text);
  } catch (error) {
    if (error instanceof QuerySyntaxError) return error;
    throw error;
  }
  throw new Error(`This should not compile: ${text}`);
}

/** Where the error is, or the whole text when there is none; any other error is thrown. */
function placeOrPlan(text: string): { start: number; end: number } {
  try {
    compileQuery(text);
    return { start: 0, end: text.length };
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error;
    return { start: error.startCharOffset, end: error.endCharOffset };
  }
}

describe('compileQuery', () => {
  // The words of the first five were seen in answers of AWS.
  test.each([
    [
      'a flag behind a regular expression',
      'filter @message like /a/i',
      'unexpected symbol found i at line 1 and position 24',
      'i',
    ],
    [
      'a function as a key of sort',
      'stats count(*) by bin(1d)\n| sort bin(1d) desc',
      'unexpected symbol found ( at line 2 and position 10',
      '(',
    ],
    [
      'an alias that is not ASCII',
      'stats count(*) as größe',
      "token recognition error at: 'ö'",
      'ö',
    ],
    [
      'an alias that a parse has made before',
      'parse @message /(?<calls>x)/ | stats sum(calls) as calls',
      'Ephemeral field is already defined: calls ([37,55])',
      'sum(calls) as calls',
    ],
    [
      'a field that stats does not hand on',
      'stats sum(a) as total by b | filter c > 1',
      'Unknown symbols found in or after stats: c ([36,36])',
      'c',
    ],
    [
      'a capture of parse that is listed again',
      'parse @message "a=*" as a | fields a',
      'Ephemeral field is already defined: a ([35,35])',
      'a',
    ],
    [
      'an alias that is the name of a field listed before',
      'fields source | fields if(ispresent(source), source, "?") as source',
      'Ephemeral field is already defined: source ([23,66])',
      'if(ispresent(source), source, "?") as source',
    ],
    [
      'a parse that makes an alias again',
      'fields modelId as model | parse @message /(?<model>x)/',
      'Ephemeral field is already defined: model ([26,53])',
      'parse @message /(?<model>x)/',
    ],
    [
      'an alias of the same fields command',
      'fields a + 1 as b, b * 2 as c',
      'Unknown symbol: b is defined in the same command, use it in a later one ([19,19])',
      'b',
    ],
    [
      'an unknown command',
      'fields a | pattern @message',
      'unexpected symbol found pattern at line 1 and position 11',
      'pattern',
    ],
    [
      'an unknown function',
      'fields jsonParse(@message) as parsed',
      'Unknown function: jsonparse ([7,25])',
      'jsonParse(@message)',
    ],
    [
      'a missing operand',
      'filter a =',
      'unexpected symbol found <EOF> at line 1 and position 10',
      '',
    ],
    [
      'no query at all',
      '  # only a comment',
      'unexpected symbol found <EOF> at line 1 and position 18',
      '',
    ],
    ['an open quote', 'filter a = "b', 'unexpected symbol found " at line 1 and position 11', '"'],
    [
      'a third stats',
      'stats count(*) as a | stats max(a) as b | stats min(b) as c',
      'A query can have at most two stats commands ([42,58])',
      'stats min(b) as c',
    ],
    [
      'a limit between two stats',
      'stats count(*) as a by b | limit 5 | stats max(a) as c',
      'limit must come after the second stats command ([27,33])',
      'limit 5',
    ],
    [
      'a bin over groups that have no time',
      'stats count(*) as a by b | stats max(a) by bin(5m)',
      'Unknown symbols found in or after stats: @timestamp ([43,49])',
      'bin(5m)',
    ],
    [
      'another command than limit behind dedup',
      'dedup modelId | sort modelId',
      'Only limit can follow dedup, not sort ([16,27])',
      'sort modelId',
    ],
    [
      'a limit above the maximum',
      'fields a | limit 100001',
      'limit must be between 1 and 100000: 100001 ([17,22])',
      '100001',
    ],
    [
      'a glob with fewer names than wildcards',
      'parse @message "a=*, b=*" as a',
      'A glob needs one name for each wildcard, this one has 2 wildcards and 1 names ([15,24])',
      '"a=*, b=*"',
    ],
    [
      'a regular expression that does not compile',
      'filter a like /(b/',
      'Invalid regular expression: Invalid regular expression: /(b/: Unterminated group ([14,17])',
      '/(b/',
    ],
    [
      'a field beside aggregations that is no key',
      'stats count(*), modelId',
      'Unknown symbols found in or after stats: modelId ([16,22])',
      'modelId',
    ],
    [
      'an aggregation where rows are single',
      'filter sum(a) > 1',
      'Unknown function: sum ([7,12])',
      'sum(a)',
    ],
    ['a period that is none', 'stats count(*) by bin(5x)', 'Invalid period: 5x ([22,23])', '5x'],
  ])('refuses %s', (_, text, message, place) => {
    const error = errorOf(text);
    expect(error.message).toBe(message);
    expect(text.slice(error.startCharOffset, error.endCharOffset + 1)).toBe(place);
  });

  test.each([
    [
      'keywords in capitals',
      'FIELDS a AS b | FILTER b IN [1] AND NOT a LIKE "x" | SORT b DESC | LIMIT 5',
    ],
    ['comments and line breaks', 'fields a # the first\n# nothing\n| limit 5'],
    [
      'a field whose raw value the alias of the same name is made from',
      'fields coalesce(a, 1) as a',
    ],
    ['a key that parse has made', 'parse @message /(?<who>x)/ | stats count(*) as calls by who'],
    [
      'an alias of the same stats command',
      'stats max(a) as most, min(a) as least_a, most - least_a as span',
    ],
  ])('accepts %s', (_, text) => {
    expect(compileQuery(text).text).toBe(text);
  });

  test('answers any text with a plan or with a place in the text', () => {
    const words = [
      'fields',
      'filter',
      'parse',
      'stats',
      'by',
      'as',
      'a',
      '`b c`',
      '|',
      '(',
      ')',
      ',',
    ];
    const others = [
      '=',
      '=~',
      '/x/',
      '/(/',
      '"x"',
      "'",
      '1',
      '5m',
      'bin(1d)',
      'count(*)',
      'é',
      '#',
      '-',
    ];
    const word = fc.oneof(fc.constantFrom(...words, ...others), fc.string());
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (parts) => {
        const text = parts.join(' ');
        const answer = placeOrPlan(text);
        expect(answer.start).toBeLessThanOrEqual(answer.end);
        expect(answer.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});
