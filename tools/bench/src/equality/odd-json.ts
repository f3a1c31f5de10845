import type { Random } from '@bedrock-spend/sample-logs/random';

/**
 * A value as JSON that a parser takes and a writer would hardly write: keys in any order or twice,
 * white space, characters written as escapes, numbers with fractions and exponents, and here and
 * there a value of another type. Always valid.
 */
export function oddJson(value: unknown, random: Random): string {
  if (random.chance(0.01)) return random.pick(strangers);
  if (typeof value === 'string') return oddText(value, random);
  if (typeof value === 'number') return oddNumber(value, random);
  if (Array.isArray(value)) {
    return `[${value.map((item) => spaced(oddJson(item, random), random)).join(',')}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return oddObject(Object.entries(value), random);
}

const strangers = [
  'null',
  'true',
  '""',
  '[]',
  '{}',
  '-1',
  '0',
  '1e2',
  '1.5',
  '9007199254740993',
  '123456789012345678901234567890',
  '"12"',
  '[{"inputTokenCount":7}]',
  '{"inputTokenCount":7,"arn":"x","usage":{"inputTokens":9}}',
  String.raw`"\ud800 \" \\ \/ \b"`,
  '"\u2028 日本 🙂"',
];

function oddObject(entries: readonly (readonly [string, unknown])[], random: Random): string {
  const members = entries.flatMap(([key, value]) => {
    const member = () =>
      `${spaced(oddText(key, random), random)}:${spaced(oddJson(value, random), random)}`;
    return random.chance(0.02) ? [member(), member()] : [member()];
  });
  if (random.chance(0.02)) members.push(`"__proto__":${random.pick(strangers)}`);
  if (random.chance(0.2)) shuffle(members, random);
  return `{${members.join(',')}}`;
}

function oddText(text: string, random: Random): string {
  const plain = JSON.stringify(text);
  if (!random.chance(0.03)) return plain;
  const escaped = Array.from(text, (character) =>
    random.chance(0.2) ? unicodeEscape(character) : JSON.stringify(character).slice(1, -1),
  );
  return `"${escaped.join('')}"`;
}

function unicodeEscape(character: string): string {
  return character
    .split('')
    .map((unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function oddNumber(value: number, random: Random): string {
  if (!Number.isInteger(value) || !random.chance(0.04)) return String(value);
  return random.pick([
    `${value}.0`,
    `${value}.5`,
    `${value}e0`,
    `${value}E+1`,
    `-${value}`,
    '-0',
    `"${value}"`,
  ]);
}

function spaced(text: string, random: Random): string {
  return random.chance(0.03) ? `${random.pick([' ', '\t', '  \r '])}${text} ` : text;
}

function shuffle(items: string[], random: Random): void {
  for (let index = items.length - 1; index > 0; index--) {
    const other = random.integer(0, index);
    [items[index], items[other]] = [items[other] ?? '', items[index] ?? ''];
  }
}
