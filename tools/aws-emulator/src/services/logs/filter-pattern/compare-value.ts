import { wildcardRegex } from '../../../wildcard-regex.ts';
import type { JsonToken } from './json-tokens.ts';
import { patternError } from './pattern-error.ts';
import { patternRegex } from './pattern-regex.ts';

/** A comparison of what is there; a missing property is never compared. */
export type ValueTest = (value: unknown) => boolean;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u;

export function compareValue(operator: string, operand: JsonToken): ValueTest {
  if (operator === '=' || operator === '!=') {
    const equal = equals(operand);
    return operator === '=' ? equal : (value) => !equal(value);
  }
  if (operand.kind !== 'word' || !NUMBER.test(operand.text)) {
    throw patternError(`${operator} compares with a number, not with ${operand.text}`);
  }
  const limit = Number(operand.text);
  const compare = ORDER[operator];
  if (compare === undefined) throw patternError(`${operator} is not a comparison operator`);
  return (value) => typeof value === 'number' && compare(value, limit);
}

const ORDER: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

function equals({ kind, text }: JsonToken): ValueTest {
  if (kind === 'regex') {
    const expression = patternRegex(text);
    return (value) => typeof value === 'string' && expression.test(value);
  }
  if (kind === 'word' && NUMBER.test(text)) {
    const number = Number(text);
    return (value) => value === number || value === text;
  }
  if (!text.includes('*')) return (value) => textOf(value) === text;
  const wildcard = wildcardRegex(text);
  return (value) => {
    const text = textOf(value);
    return text !== null && wildcard.test(text);
  };
}

/** `{ $.name = "*" }` is how AWS's own libraries ask whether a property of any type exists. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value === null ? null : JSON.stringify(value);
}
