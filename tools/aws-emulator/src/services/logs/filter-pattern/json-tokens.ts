import { patternError } from './pattern-error.ts';

export interface JsonToken {
  kind: 'sign' | 'selector' | 'string' | 'regex' | 'word';
  /** Of a string without quotes and escapes, of a regex without percent signs. */
  text: string;
  position: number;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<sign>&&|\|\||!=|<=|>=|[{}()=<>])`,
    String.raw`(?<selector>\$(?:\.?\['[^']*'\]|\[[^\]]*\]|\.(?:[\w-]+|\*)|\.)*)`,
    String.raw`"(?<string>(?:[^"\\]|\\.)*)"`,
    String.raw`%(?<regex>[^%]*)%`,
    String.raw`(?<word>[\w.*:/@+-]+)`,
  ].join('|'),
  'uy',
);

const KINDS = ['sign', 'selector', 'string', 'regex', 'word'] as const;

export function jsonTokens(pattern: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let position = 0;
  for (;;) {
    while (/\s/u.test(pattern.charAt(position))) position += 1;
    if (position >= pattern.length) return tokens;
    TOKEN.lastIndex = position;
    const groups = TOKEN.exec(pattern)?.groups;
    const kind = KINDS.find((candidate) => groups?.[candidate] !== undefined);
    if (groups === undefined || kind === undefined) {
      throw patternError(
        `unexpected ${pattern.slice(position, position + 10)} at position ${position}`,
      );
    }
    const raw = groups[kind] ?? '';
    const text = kind === 'string' ? raw.replaceAll(/\\(.)/gu, '$1') : raw;
    tokens.push({ kind, text, position });
    position = TOKEN.lastIndex;
  }
}
