import { QuerySyntaxError } from '../query-syntax-error.ts';
import { unexpectedSymbol } from './syntax-errors.ts';
import type { Token } from './token.ts';

const SEGMENT = String.raw`(?:[A-Za-z0-9_@]+|${'`'}[^${'`'}\n]+${'`'})`;
const SKIPPED = /(?:\s+|#[^\n]*)+/y;
const NAME = new RegExp(`(?:[A-Za-z_@][A-Za-z0-9_@]*|\`[^\`\\n]+\`)(?:\\.${SEGMENT})*`, 'y');
const NUMBER = /\d+(?:\.\d+)?([A-Za-z]+)?/y;
const STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y;
const REGEX = /\/(?:[^/\\\n]|\\.)*\//y;
const SYMBOL = /=~|!=|<=|>=|[=<>+\-*/%^()[\],|]/y;

/** Splits a query into tokens; the last one is of the kind `end`. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  for (;;) {
    offset += matchAt(SKIPPED, text, offset)?.[0].length ?? 0;
    const token = offset < text.length ? readToken(text, offset, tokens) : endToken(text);
    tokens.push(token);
    if (token.kind === 'end') return tokens;
    offset = token.end;
  }
}

function readToken(text: string, start: number, before: readonly Token[]): Token {
  const token = (kind: Token['kind'], match: RegExpExecArray, value: string): Token => ({
    kind,
    text: match[0],
    value,
    quoted: kind === 'name' && match[0].startsWith('`'),
    start,
    end: start + match[0].length,
  });
  const name = matchAt(NAME, text, start);
  if (name !== null) return token('name', name, name[0].replaceAll('`', ''));
  const number = matchAt(NUMBER, text, start);
  if (number !== null) {
    return token(number[1] === undefined ? 'number' : 'period', number, number[0]);
  }
  const string = matchAt(STRING, text, start);
  if (string !== null) return token('string', string, unescaped(string[0].slice(1, -1)));
  if (text[start] === '/' && regexMayFollow(before)) {
    const regex = matchAt(REGEX, text, start);
    if (regex !== null) return token('regex', regex, regex[0].slice(1, -1));
  }
  const symbol = matchAt(SYMBOL, text, start);
  if (symbol !== null) return token('symbol', symbol, symbol[0]);
  throw unknownCharacter(text, start);
}

/** A slash begins a regular expression where no operand can end. */
function regexMayFollow(before: readonly Token[]): boolean {
  const last = before.at(-1);
  if (last === undefined) return false;
  return (
    last.text === '=~' ||
    isWord(last, 'like') ||
    isWord(last, 'parse') ||
    (last.kind === 'name' && isWord(before.at(-2), 'parse'))
  );
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'name' && !token.quoted && token.value.toLowerCase() === word;
}

function unknownCharacter(text: string, start: number): QuerySyntaxError {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  if ('"\'`/'.includes(character)) {
    const end = start + character.length;
    const open: Token = { kind: 'symbol', text: character, value: '', quoted: false, start, end };
    return unexpectedSymbol(text, open);
  }
  return new QuerySyntaxError(`token recognition error at: '${character}'`, {
    startCharOffset: start,
    endCharOffset: start + character.length - 1,
  });
}

/** `\"`, `\'` and `\\` lose their backslash; any other backslash is text. */
function unescaped(content: string): string {
  return content.replaceAll(/\\(["'\\])/g, '$1');
}

function endToken(text: string): Token {
  const at = text.length;
  return { kind: 'end', text: '', value: '', quoted: false, start: at, end: at };
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}
