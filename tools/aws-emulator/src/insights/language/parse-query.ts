import { globToRegex } from './glob-to-regex.ts';
import { parseExpression } from './parse-expression.ts';
import { readRegex } from './read-regex.ts';
import { invalidQuery } from './syntax-errors.ts';
import type { Command, Expression, FieldReference, Item } from './syntax-tree.ts';
import { createTokenReader, type TokenReader } from './token-reader.ts';
import type { Token } from './token.ts';

/** "limit ≤ 100,000" since the paging of results: CWL_QuerySyntax-Limit. */
const MAXIMUM_LIMIT = 100_000;

/** Reads the commands of a query; throws `QuerySyntaxError` at the first thing that is not known. */
export function parseQuery(text: string): Command[] {
  const reader = createTokenReader(text);
  const commands: Command[] = [];
  do {
    commands.push(parseCommand(reader));
  } while (reader.takeSymbol('|'));
  reader.expect('end');
  return commands;
}

function parseCommand(reader: TokenReader): Command {
  const token = reader.next();
  const word = token.kind === 'name' && !token.quoted ? token.value.toLowerCase() : '';
  const command = readCommand(reader, word, token);
  return { ...command, start: token.start, end: reader.lastEnd() };
}

function readCommand(reader: TokenReader, word: string, token: Token): Command {
  const span = { start: token.start, end: token.end };
  switch (word) {
    case 'fields':
    case 'display':
      return { kind: word, items: parseItems(reader), ...span };
    case 'filter':
      return { kind: 'filter', condition: parseExpression(reader), ...span };
    case 'parse':
      return { kind: 'parse', ...parseExtraction(reader), ...span };
    case 'stats': {
      const items = parseItems(reader);
      return {
        kind: 'stats',
        items,
        groups: reader.takeWord('by') ? parseItems(reader) : [],
        ...span,
      };
    }
    case 'sort':
      return { kind: 'sort', keys: parseSortKeys(reader), ...span };
    case 'dedup':
      return { kind: 'dedup', fields: parseNames(reader), ...span };
    case 'limit':
      return { kind: 'limit', count: parseLimit(reader), ...span };
    default:
      throw reader.unexpected(token);
  }
}

function parseItems(reader: TokenReader): Item[] {
  const items = [parseItem(reader)];
  while (reader.takeSymbol(',')) items.push(parseItem(reader));
  return items;
}

function parseItem(reader: TokenReader): Item {
  const expression = parseExpression(reader);
  const hasAlias = reader.takeWord('as');
  const { start } = expression;
  if (hasAlias)
    return { expression, name: readAlias(reader), hasAlias, start, end: reader.lastEnd() };
  const { end } = expression;
  const name = expression.kind === 'field' ? expression.name : reader.text.slice(start, end);
  return { expression, name, hasAlias, start, end };
}

function readAlias(reader: TokenReader): string {
  const token = reader.expect('name');
  // Only backticks let such a character come this far.
  const foreign = [...token.value].find((character) => (character.codePointAt(0) ?? 0) > 0x7e);
  if (foreign !== undefined) {
    throw invalidQuery(`token recognition error at: '${foreign}'`, token);
  }
  return token.value;
}

function parseExtraction(reader: TokenReader) {
  const patternFirst = ['string', 'regex'].includes(reader.peek().kind);
  const { start } = reader.peek();
  const message: Expression = { kind: 'field', name: '@message', start, end: start };
  const operand = patternFirst ? message : parseExpression(reader);
  const token = reader.next();
  if (token.kind === 'regex') {
    const regex = readRegex(token);
    const captures = [...token.value.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].map(
      ([, name = '']) => name,
    );
    if (captures.length === 0) {
      throw invalidQuery('parse needs at least one named group, (?<name>…)', token);
    }
    return { operand, regex, captures };
  }
  if (token.kind !== 'string') throw reader.unexpected(token);
  const { regex, wildcards } = globToRegex(token.value);
  const captures: string[] = [];
  if (reader.takeWord('as')) {
    do {
      captures.push(readAlias(reader));
    } while (reader.takeSymbol(','));
  }
  if (captures.length !== wildcards || wildcards === 0) {
    const counts = `${wildcards} wildcards and ${captures.length} names`;
    throw invalidQuery(`A glob needs one name for each wildcard, this one has ${counts}`, token);
  }
  return { operand, regex, captures };
}

/** A key of sort is a name: AWS answers `sort bin(1d)` with "unexpected symbol found (". */
function parseSortKeys(reader: TokenReader) {
  const keys: { field: FieldReference; descending: boolean }[] = [];
  do {
    const field = parseName(reader);
    const descending = reader.takeWord('desc');
    if (!descending) reader.takeWord('asc');
    keys.push({ field, descending });
  } while (reader.takeSymbol(','));
  return keys;
}

function parseNames(reader: TokenReader): FieldReference[] {
  const fields = [parseName(reader)];
  while (reader.takeSymbol(',')) fields.push(parseName(reader));
  return fields;
}

function parseName(reader: TokenReader): FieldReference {
  const { value, start, end } = reader.expect('name');
  return { kind: 'field', name: value, start, end };
}

function parseLimit(reader: TokenReader): number {
  const token = reader.expect('number');
  const count = Number(token.value);
  if (!Number.isInteger(count) || count < 1 || count > MAXIMUM_LIMIT) {
    throw invalidQuery(`limit must be between 1 and ${MAXIMUM_LIMIT}: ${token.text}`, token);
  }
  return count;
}
