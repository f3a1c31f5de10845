import { invalidQuery } from '../language/syntax-errors.ts';
import type { Comparison, Expression } from '../language/syntax-tree.ts';
import { asNumber } from './as-number.ts';
import type { Column } from './column.ts';
import { compileCall } from './compile-call.ts';
import type { Scope } from './scope.ts';
import { sqlText } from './sql-text.ts';

/** Turns an expression into SQL. */
export function compileExpression(expression: Expression, scope: Scope): Column {
  const compile = (operand: Expression) => compileExpression(operand, scope);
  switch (expression.kind) {
    case 'field':
      return scope.field(expression);
    case 'call':
      return compileCall(expression, {
        scope,
        expression: compile,
        condition: (condition) => compileCondition(condition, scope),
      });
    case 'number':
      return { sql: numberText(expression.value), type: 'number' };
    case 'text':
      return { sql: sqlText(expression.value), type: 'text' };
    case 'boolean':
      return { sql: expression.value ? '1' : '0', type: 'boolean' };
    case 'period':
      throw invalidQuery('A period may only stand in bin, datefloor and dateceil', expression);
    case 'star':
      throw invalidQuery('* may only stand in count(*)', expression);
    case 'negative':
      return { sql: `(- ${asNumber(compile(expression.operand))})`, type: 'number' };
    case 'not':
      return { sql: `(NOT ${compileCondition(expression.operand, scope)})`, type: 'boolean' };
    case 'and':
    case 'or': {
      const left = compileCondition(expression.left, scope);
      const right = compileCondition(expression.right, scope);
      return { sql: `(${left} ${expression.kind.toUpperCase()} ${right})`, type: 'boolean' };
    }
    case 'arithmetic': {
      const left = asNumber(compile(expression.left));
      const right = asNumber(compile(expression.right));
      return { sql: arithmetic(expression.operator, left, right), type: 'number' };
    }
    case 'comparison':
      return comparison(expression.operator, compile(expression.left), compile(expression.right));
    case 'match': {
      const operand = compile(expression.operand);
      const held = scope.held(operand);
      const suffix = held === null ? '' : '_held';
      const value = held ?? operand.sql;
      const { pattern } = expression;
      const found =
        pattern.kind === 'text'
          ? `insights_contains${suffix}(${sqlText(pattern.text)}, ${value})`
          : `insights_matches${suffix}(${scope.regex(pattern.regex)}, ${value})`;
      return { sql: expression.negated ? `(NOT ${found})` : found, type: 'boolean' };
    }
    case 'in': {
      const operand = compile(expression.operand);
      const tests = expression.list.map((member) => comparison('=', operand, compile(member)).sql);
      const found = `(${tests.join(' OR ')})`;
      return { sql: expression.negated ? `(NOT ${found})` : found, type: 'boolean' };
    }
  }
}

/** SQL that is 0 or 1, never NULL: an absent value is not true. */
export function compileCondition(expression: Expression, scope: Scope): string {
  const column = compileExpression(expression, scope);
  return column.type === 'boolean' ? column.sql : `coalesce(${asNumber(column)} <> 0, 0)`;
}

function arithmetic(operator: string, left: string, right: string): string {
  if (operator === '/') return `(CAST(${left} AS REAL) / ${right})`;
  if (operator === '%') return `insights_modulus(${left}, ${right})`;
  if (operator === '^') return `pow(${left}, ${right})`;
  return `(${left} ${operator} ${right})`;
}

/** An absent value equals nothing, is less than nothing, and differs from everything. */
function comparison(operator: Comparison, left: Column, right: Column): Column {
  const sqlOperator = operator === '!=' ? '<>' : operator;
  const whenAbsent = operator === '!=' ? 1 : 0;
  const compared = comparesAsItIs(operator, left, right)
    ? `${left.sql} ${sqlOperator} ${right.sql}`
    : `insights_compare(${left.sql}, ${right.sql}) ${sqlOperator} 0`;
  return { sql: `coalesce(${compared}, ${whenAbsent})`, type: 'boolean' };
}

/** Where neither side can be a number in the clothes of a text, SQLite compares as AWS does. */
function comparesAsItIs(operator: Comparison, left: Column, right: Column): boolean {
  if (isNumeric(left) && isNumeric(right)) return true;
  return (operator === '=' || operator === '!=') && (isWord(left) || isWord(right));
}

function isNumeric({ type }: Column): boolean {
  return type === 'number' || type === 'timestamp' || type === 'boolean';
}

/** A literal that no number is spelled like. */
function isWord({ sql, type }: Column): boolean {
  return type === 'text' && /^'[^\d.+-]/.test(sql);
}

function numberText(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : `CAST(${sqlText(String(value))} AS REAL)`;
}
