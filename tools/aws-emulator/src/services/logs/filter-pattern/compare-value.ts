import { wildcardRegex } from '../../../wildcard-regex.ts';
import type { JsonToken } from './json-tokens.ts';
import { patternError } from './pattern-error.ts';
import { patternRegex } from './pattern-regex.ts';

/** A comparison with a string or a number; what is missing, an object or a list is never compared. */
export type ValueTest = (value: unknown) => boolean;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u;

/** Signs that AWS's own examples have outside of quotes. */
const BARE = /^[\w.*]+$/u;

export function compareValue(operator: string, operand: JsonToken): ValueTest {
  if (operator === '=' || operator === '!=') {
    const equal = equals(operand);
    return (value) => isScalar(value) && equal(value) === (operator === '=');
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

type Scalar = string | number;

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number';
}

function equals({ kind, text }: JsonToken): (value: Scalar) => boolean {
  if (kind === 'regex') {
    const expression = patternRegex(text);
    return (value) => expression.test(String(value));
  }
  if (kind === 'word' && NUMBER.test(text)) {
    const number = Number(text);
    return (value) => value === number || value === text;
  }
  if (kind === 'word' && !BARE.test(text)) {
    throw patternError(`put ${text} in double quotes`);
  }
  // `{ $.name = "*" }` is how AWS's own libraries ask whether a property exists.
  if (!text.includes('*')) return (value) => String(value) === text;
  const wildcard = wildcardRegex(text);
  return (value) => wildcard.test(String(value));
}
