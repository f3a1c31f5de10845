import { readPeriod } from './read-period.ts';
import { readRegex } from './read-regex.ts';
import type { Arithmetic, Comparison, Expression, Pattern } from './syntax-tree.ts';
import type { TokenReader } from './token-reader.ts';

const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='];
const KEYWORDS = new Set(['and', 'or', 'not', 'like', 'in', 'as', 'by']);

/** Reads one expression: `or` binds least, then `and`, `not`, comparisons, arithmetic. */
export function parseExpression(reader: TokenReader): Expression {
  let left = parseConjunction(reader);
  while (reader.takeWord('or')) {
    const right = parseConjunction(reader);
    left = { kind: 'or', left, right, start: left.start, end: right.end };
  }
  return left;
}

function parseConjunction(reader: TokenReader): Expression {
  let left = parseNegation(reader);
  while (reader.takeWord('and')) {
    const right = parseNegation(reader);
    left = { kind: 'and', left, right, start: left.start, end: right.end };
  }
  return left;
}

function parseNegation(reader: TokenReader): Expression {
  if (!reader.isWord('not')) return parseComparison(reader);
  const { start } = reader.next();
  const operand = parseNegation(reader);
  return { kind: 'not', operand, start, end: operand.end };
}

function parseComparison(reader: TokenReader): Expression {
  const left = parseSum(reader);
  const { start } = left;
  if (reader.takeSymbol('=~')) {
    const pattern = parsePattern(reader);
    return { kind: 'match', operand: left, pattern, negated: false, start, end: reader.lastEnd() };
  }
  const negated = reader.isWord('not') && (reader.isWord('like', 1) || reader.isWord('in', 1));
  if (negated) reader.next();
  if (reader.takeWord('like')) {
    const pattern = parsePattern(reader);
    return { kind: 'match', operand: left, pattern, negated, start, end: reader.lastEnd() };
  }
  if (reader.takeWord('in')) {
    const list = parseList(reader);
    return { kind: 'in', operand: left, list, negated, start, end: reader.lastEnd() };
  }
  const token = reader.peek();
  if (token.kind !== 'symbol' || !COMPARISONS.includes(token.text)) return left;
  reader.next();
  const right = parseSum(reader);
  const operator = token.text as Comparison;
  return { kind: 'comparison', operator, left, right, start, end: right.end };
}

function parsePattern(reader: TokenReader): Pattern {
  const token = reader.next();
  if (token.kind === 'string') return { kind: 'text', text: token.value };
  if (token.kind === 'regex') return { kind: 'regex', regex: readRegex(token) };
  throw reader.unexpected(token);
}

function parseList(reader: TokenReader): Expression[] {
  reader.expectSymbol('[');
  const list = [parseSum(reader)];
  while (reader.takeSymbol(',')) list.push(parseSum(reader));
  reader.expectSymbol(']');
  return list;
}

function parseSum(reader: TokenReader): Expression {
  return parseChain(reader, ['+', '-'], parseProduct);
}

function parseProduct(reader: TokenReader): Expression {
  return parseChain(reader, ['*', '/', '%'], parseSigned);
}

function parseChain(
  reader: TokenReader,
  operators: readonly string[],
  parseOperand: (reader: TokenReader) => Expression,
): Expression {
  let left = parseOperand(reader);
  for (;;) {
    const token = reader.peek();
    if (token.kind !== 'symbol' || !operators.includes(token.text)) return left;
    reader.next();
    const right = parseOperand(reader);
    const operator = token.text as Arithmetic;
    left = { kind: 'arithmetic', operator, left, right, start: left.start, end: right.end };
  }
}

function parseSigned(reader: TokenReader): Expression {
  const { start } = reader.peek();
  if (reader.takeSymbol('-')) {
    const operand = parseSigned(reader);
    return { kind: 'negative', operand, start, end: operand.end };
  }
  return parsePower(reader);
}

function parsePower(reader: TokenReader): Expression {
  const left = parseOperand(reader);
  if (!reader.takeSymbol('^')) return left;
  const right = parseSigned(reader);
  return { kind: 'arithmetic', operator: '^', left, right, start: left.start, end: right.end };
}

function parseOperand(reader: TokenReader): Expression {
  const token = reader.next();
  const span = { start: token.start, end: token.end };
  if (token.kind === 'number') return { kind: 'number', value: Number(token.value), ...span };
  if (token.kind === 'string') return { kind: 'text', value: token.value, ...span };
  if (token.kind === 'period') return { kind: 'period', period: readPeriod(token), ...span };
  if (token.kind === 'name') {
    const word = token.quoted ? '' : token.value.toLowerCase();
    if (reader.isSymbol('(') && !token.quoted) return parseCall(reader, word, token.start);
    if (KEYWORDS.has(word)) throw reader.unexpected(token);
    if (word === 'true' || word === 'false') {
      return { kind: 'boolean', value: word === 'true', ...span };
    }
    return { kind: 'field', name: token.value, ...span };
  }
  if (token.text !== '(') throw reader.unexpected(token);
  const inner = parseExpression(reader);
  reader.expectSymbol(')');
  return { ...inner, start: token.start, end: reader.lastEnd() };
}

function parseCall(reader: TokenReader, name: string, start: number): Expression {
  reader.expectSymbol('(');
  const callArguments: Expression[] = [];
  while (!reader.takeSymbol(')')) {
    if (callArguments.length > 0) reader.expectSymbol(',');
    const { start: at, end } = reader.peek();
    if (reader.takeSymbol('*')) callArguments.push({ kind: 'star', start: at, end });
    else callArguments.push(parseExpression(reader));
  }
  return { kind: 'call', name, arguments: callArguments, start, end: reader.lastEnd() };
}
