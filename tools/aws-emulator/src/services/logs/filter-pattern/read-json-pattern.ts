import { compareValue } from './compare-value.ts';
import { jsonTokens } from './json-tokens.ts';
import type { JsonToken } from './json-tokens.ts';
import { patternError } from './pattern-error.ts';
import { hasWildcard, readSelector } from './read-selector.ts';
import type { Selector } from './read-selector.ts';

export type RecordTest = (record: object) => boolean;

/** What AWS takes in one JSON pattern. */
const MAX_REGEXES = 2;
const MAX_WILDCARD_SELECTORS = 3;

const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

interface Reader {
  peek(): JsonToken | undefined;
  /** The next token; it must be there. */
  next(expected: string): JsonToken;
}

/** `{` conditions joined by `&&`, `||` and parentheses `}`; `&&` binds tighter. */
export function readJsonPattern(pattern: string): RecordTest {
  const tokens = jsonTokens(pattern);
  if (tokens.filter(({ kind }) => kind === 'regex').length > MAX_REGEXES) {
    throw patternError(`a JSON pattern takes at most ${MAX_REGEXES} regular expressions`);
  }
  const wildcards = tokens.filter(({ kind, text }) => kind === 'selector' && hasWildcard(text));
  if (wildcards.length > MAX_WILDCARD_SELECTORS) {
    throw patternError(`a pattern takes at most ${MAX_WILDCARD_SELECTORS} wildcard selectors`);
  }
  let position = 0;
  const reader: Reader = {
    peek: () => tokens[position],
    next(expected) {
      const token = tokens[position];
      if (token === undefined) throw patternError(`expected ${expected} at its end`);
      position += 1;
      return token;
    },
  };
  expectSign(reader, '{');
  const test = readAlternatives(reader);
  expectSign(reader, '}');
  const rest = reader.peek();
  if (rest !== undefined) throw unexpected(rest, 'nothing behind the closing brace');
  return test;
}

function readAlternatives(reader: Reader): RecordTest {
  const tests = [readConjunction(reader)];
  while (skipSign(reader, '||')) tests.push(readConjunction(reader));
  const [only] = tests;
  return tests.length === 1 && only !== undefined
    ? only
    : (record) => tests.some((test) => test(record));
}

function readConjunction(reader: Reader): RecordTest {
  const tests = [readCondition(reader)];
  while (skipSign(reader, '&&')) tests.push(readCondition(reader));
  const [only] = tests;
  return tests.length === 1 && only !== undefined
    ? only
    : (record) => tests.every((test) => test(record));
}

function readCondition(reader: Reader): RecordTest {
  if (skipSign(reader, '(')) {
    const inner = readAlternatives(reader);
    expectSign(reader, ')');
    return inner;
  }
  const token = reader.next('a property selector');
  if (token.kind !== 'selector') throw unexpected(token, 'a property selector ($.name)');
  const select = readSelector(token.text);
  const operator = reader.next('an operator');
  if (operator.kind === 'word') return readWordCondition(reader, { select, operator });
  if (!OPERATORS.has(operator.text)) throw unexpected(operator, 'an operator');
  const test = compareValue(operator.text, readOperand(reader));
  return (record) => select(record, test);
}

function readWordCondition(
  reader: Reader,
  { select, operator }: { select: Selector; operator: JsonToken },
): RecordTest {
  const word = operator.text.toUpperCase();
  if (word === 'NOT') {
    const second = reader.next('EXISTS');
    if (second.text.toUpperCase() !== 'EXISTS') throw unexpected(second, 'EXISTS');
    return (record) => !select(record, () => true);
  }
  if (word !== 'IS') throw unexpected(operator, 'an operator');
  const what = reader.next('NULL, TRUE or FALSE');
  const wanted = WANTED.get(what.text.toUpperCase());
  if (what.kind !== 'word' || wanted === undefined) throw unexpected(what, 'NULL, TRUE or FALSE');
  return (record) => select(record, (value) => value === wanted.value);
}

const WANTED: ReadonlyMap<string, { value: unknown }> = new Map([
  ['NULL', { value: null }],
  ['TRUE', { value: true }],
  ['FALSE', { value: false }],
]);

function readOperand(reader: Reader): JsonToken {
  const token = reader.next('a value');
  if (token.kind === 'sign' || token.kind === 'selector') throw unexpected(token, 'a value');
  return token;
}

function skipSign(reader: Reader, sign: string): boolean {
  const token = reader.peek();
  if (token?.kind !== 'sign' || token.text !== sign) return false;
  reader.next(sign);
  return true;
}

function expectSign(reader: Reader, sign: string): void {
  const token = reader.next(sign);
  if (token.kind !== 'sign' || token.text !== sign) throw unexpected(token, sign);
}

function unexpected(token: JsonToken, expected: string): Error {
  return patternError(`expected ${expected} at position ${token.position}, found ${token.text}`);
}
