import type { MessageTest } from './compile-filter-pattern.ts';
import { patternError } from './pattern-error.ts';
import { patternRegex } from './pattern-regex.ts';

interface Term {
  /** `?`: one of these is enough. `-`: must not be there. */
  sign: '' | '?' | '-';
  test: MessageTest;
}

const TERM =
  /\s*(?<sign>[?-]?)(?:"(?<phrase>(?:[^"\\]|\\.)*)"|%(?<regex>[^%]*)%|(?<word>[^\s"]+))/uy;

/** Words and quoted phrases, case-sensitive, anywhere in the message. */
export function termPattern(pattern: string): MessageTest {
  const terms = readTerms(pattern);
  const optional = terms.filter(({ sign }) => sign === '?');
  if (optional.length === terms.length) {
    return (message) => optional.some(({ test }) => test(message));
  }
  // Beside other terms AWS ignores those with a question mark.
  const decisive = terms.filter(({ sign }) => sign !== '?');
  return (message) => decisive.every(({ sign, test }) => test(message) === (sign === ''));
}

function readTerms(pattern: string): Term[] {
  const terms: Term[] = [];
  let position = 0;
  while (position < pattern.length) {
    TERM.lastIndex = position;
    const groups = TERM.exec(pattern)?.groups;
    if (groups === undefined) throw patternError(`a quote is not closed at position ${position}`);
    position = TERM.lastIndex;
    terms.push({ sign: groups['sign'] as Term['sign'], test: termTest(groups) });
  }
  return terms;
}

function termTest(groups: Readonly<Record<string, string | undefined>>): MessageTest {
  const { phrase, regex, word = '' } = groups;
  if (regex !== undefined) {
    const expression = patternRegex(regex);
    return (message) => expression.test(message);
  }
  if (phrase === undefined && !/^\w+$/u.test(word)) {
    throw patternError(`invalid character(s) in term '${word}'; put it in double quotes`);
  }
  const text = phrase?.replaceAll(/\\(.)/gu, '$1') ?? word;
  return (message) => message.includes(text);
}
