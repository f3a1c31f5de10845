import type { QuerySyntaxError } from '../query-syntax-error.ts';
import { unexpectedSymbol } from './syntax-errors.ts';
import type { Token } from './token.ts';
import { tokenize } from './tokenize.ts';

export interface TokenReader {
  text: string;
  peek(ahead?: number): Token;
  next(): Token;
  /** Where the last token that was taken ends. */
  lastEnd(): number;
  isSymbol(symbol: string): boolean;
  isWord(word: string, ahead?: number): boolean;
  /** Takes the symbol if it is next. */
  takeSymbol(symbol: string): boolean;
  /** Takes the keyword if it is next; keywords are not case-sensitive. */
  takeWord(word: string): boolean;
  expectSymbol(symbol: string): void;
  expect(kind: Token['kind']): Token;
  unexpected(token?: Token): QuerySyntaxError;
}

/** Walks over the tokens of a query. */
export function createTokenReader(text: string): TokenReader {
  const tokens = tokenize(text);
  const end = tokens.at(-1) as Token;
  let position = 0;
  const reader: TokenReader = {
    text,
    peek: (ahead = 0) => tokens[position + ahead] ?? end,
    next: () => tokens[position++] ?? end,
    lastEnd: () => tokens[position - 1]?.end ?? 0,
    isSymbol: (symbol) => reader.peek().kind === 'symbol' && reader.peek().text === symbol,
    isWord(word, ahead = 0) {
      const token = reader.peek(ahead);
      return token.kind === 'name' && !token.quoted && token.value.toLowerCase() === word;
    },
    takeSymbol(symbol) {
      const found = reader.isSymbol(symbol);
      if (found) position += 1;
      return found;
    },
    takeWord(word) {
      const found = reader.isWord(word);
      if (found) position += 1;
      return found;
    },
    expectSymbol(symbol) {
      if (!reader.takeSymbol(symbol)) throw reader.unexpected();
    },
    expect(kind) {
      if (reader.peek().kind !== kind) throw reader.unexpected();
      return reader.next();
    },
    unexpected: (token = reader.peek()) => unexpectedSymbol(text, token),
  };
  return reader;
}
