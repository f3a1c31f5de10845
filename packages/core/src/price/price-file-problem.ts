import type { z } from 'zod';

import { closestName } from '../model/closest-name.ts';
import { priceOverrideSchema, priceFileSchema } from './price-file-schema.ts';

type Issue = z.ZodError['issues'][number];

/** What is wrong with a price file, in one sentence that says what to write instead. */
export function priceFileProblem(value: unknown, { issues }: z.ZodError): string {
  const [first] = issues;
  return first === undefined ? 'not a price file.' : describe(first, value);
}

function describe(issue: Issue, value: unknown): string {
  const place = placeOf(issue.path);
  const found = valueAt(value, issue.path);
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', issue.path);
  if (typeof found === 'number' && isText(issue)) {
    return `${place} is the number ${found}: write it as a string, "${found}", so that it stays exact.`;
  }
  if (found === undefined) return `${place} is missing.`;
  const shown = JSON.stringify(found);
  if (issue.code === 'invalid_value') {
    return `${place} is ${shown}: write one of ${issue.values.map((one) => JSON.stringify(one)).join(', ')}.`;
  }
  return `${place} is ${shown}: write ${expectation(issue)}.`;
}

function unknownKey(key: string, path: Issue['path']): string {
  const place = path.length === 0 ? '' : ` in ${placeOf(path)}`;
  const known = Object.keys(isFileLevel(path) ? priceFileSchema.shape : overrideKeys(path));
  const meant = closestName(key, known);
  const hint = meant === null ? `known keys are ${known.join(', ')}` : `did you mean \`${meant}\`?`;
  return `\`${key}\`: unknown key${place}; ${hint}`;
}

function isFileLevel(path: Issue['path']): boolean {
  return path.length === 0;
}

function overrideKeys(path: Issue['path']): Readonly<Record<string, unknown>> {
  const { longContext, perImage } = priceOverrideSchema.shape;
  if (path.includes('longContext')) return longContext.unwrap().shape;
  if (path.includes('perImage')) return perImage.unwrap().element.shape;
  return priceOverrideSchema.shape;
}

function isText(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.expected === 'string';
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    const kinds: Readonly<Record<string, string>> = {
      array: 'a list',
      object: 'an object',
      string: 'a string',
      boolean: 'true or false',
    };
    return kinds[issue.expected] ?? issue.expected;
  }
  const [last] = issue.path.slice(-1);
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return 'a day such as "2026-11-22"';
  if (last === 'discountPercent') return 'a percentage such as "12.5"';
  if (last === 'size') return '"1024x1024" or "any"';
  if (last === 'id' || last === 'region') return 'some text';
  return 'an amount in US dollars such as "3.30", with at most 12 decimals';
}

/** `prices[0].input`; the file itself is `the file`. */
function placeOf(path: Issue['path']): string {
  if (path.length === 0) return 'the file';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(value: unknown, path: Issue['path']): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[part];
  }
  return found;
}
