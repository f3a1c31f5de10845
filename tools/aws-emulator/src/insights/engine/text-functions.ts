import type { ValueType } from '../compile/column.ts';
import type { ScalarFunction } from './scalar-function.ts';
import { toNumber, toText, type Value } from './values.ts';

/** Text functions; an absent first argument makes the result absent, or 0 where it is a test. */
export const textFunctions: Record<string, ScalarFunction> = {
  isempty: test(1, 1, (text) => text === null || text === ''),
  isblank: test(1, 1, (text) => text === null || text.trim() === ''),
  strcontains: test(2, 3, (text, searched = null, ignoreCase = null) => {
    if (text === null || searched === null) return false;
    if (ignoreCase !== '1') return text.includes(searched);
    return text.toLowerCase().includes(searched.toLowerCase());
  }),
  startswith: test(2, 2, (text, searched = null) => text?.startsWith(searched ?? '\0') === true),
  endswith: test(2, 2, (text, searched = null) => text?.endsWith(searched ?? '\0') === true),
  strlen: whole('number', 1, 1, (text) => [...text].length),
  messagesize: whole('number', 1, 1, (text) => Buffer.byteLength(text)),
  toupper: whole('text', 1, 1, (text) => text.toUpperCase()),
  tolower: whole('text', 1, 1, (text) => text.toLowerCase()),
  trim: whole('text', 1, 2, (text, [characters]) =>
    trimStart(trimEnd(text, characters), characters),
  ),
  ltrim: whole('text', 1, 2, (text, [characters]) => trimStart(text, characters)),
  rtrim: whole('text', 1, 2, (text, [characters]) => trimEnd(text, characters)),
  substr: whole('text', 2, 3, (text, [startIndex, length]) => {
    const points = [...text];
    const start = Math.max(0, toNumber(startIndex ?? null) ?? 0);
    const count = length === undefined ? points.length : (toNumber(length) ?? 0);
    return points.slice(start, start + Math.max(0, count)).join('');
  }),
  replace: whole('text', 3, 3, (text, [searched, replacement]) =>
    text.replaceAll(toText(searched ?? null) ?? '', () => toText(replacement ?? null) ?? ''),
  ),
  urlencode: whole('text', 1, 1, encodeURIComponent),
  base64encode: whole('text', 1, 1, (text) => Buffer.from(text).toString('base64')),
  base64decode: whole('text', 1, 1, (text) => Buffer.from(text, 'base64').toString()),
  concat: {
    minimum: 1,
    maximum: Infinity,
    type: 'text',
    run: (...values) => values.map((value) => toText(value) ?? '').join(''),
  },
};

function test(
  minimum: number,
  maximum: number,
  holds: (...texts: [string | null, ...(string | null)[]]) => boolean,
): ScalarFunction {
  const run = (...values: Value[]) =>
    holds(...(values.map(toText) as [string | null, ...(string | null)[]])) ? 1 : 0;
  return { minimum, maximum, type: 'boolean', run };
}

function whole(
  type: ValueType,
  minimum: number,
  maximum: number,
  compute: (text: string, others: Value[]) => Value,
): ScalarFunction {
  return {
    minimum,
    maximum,
    type,
    run(first, ...others) {
      const text = toText(first ?? null);
      return text === null ? null : compute(text, others);
    },
  };
}

function trimStart(text: string, characters: Value | undefined): string {
  const points = [...text];
  const first = points.findIndex((point) => !isTrimmed(point, characters));
  return first < 0 ? '' : points.slice(first).join('');
}

function trimEnd(text: string, characters: Value | undefined): string {
  const points = [...text];
  const last = points.findLastIndex((point) => !isTrimmed(point, characters));
  return points.slice(0, last + 1).join('');
}

/** White space, or the characters of the second argument where there is one. */
function isTrimmed(point: string, characters: Value | undefined): boolean {
  if (characters === undefined) return /\s/.test(point);
  return toText(characters)?.includes(point) === true;
}
