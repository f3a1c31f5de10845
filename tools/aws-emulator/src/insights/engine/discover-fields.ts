import type { Value } from './values.ts';

/** "CloudWatch Logs Insights can extract a maximum of 200 log event fields from a JSON log." */
const MAXIMUM_FIELDS = 200;

/**
 * The values of the named fields of a JSON event, in the order of the names; null for an event
 * that is no JSON object. Fields are counted in the order of the document, and the ones after the
 * 200th do not exist. Names are nested by dots, elements of arrays by their index; JSON inside a
 * text is a text. true and false are 1 and 0, as Insights prints them.
 */
export function discoverFields(
  message: string,
  names: ReadonlyMap<string, number>,
): Value[] | null {
  const event = parseObject(message);
  if (event === null) return null;
  const values: Value[] = Array.from({ length: names.size }, () => null);
  let left = MAXIMUM_FIELDS;

  function visit(node: unknown, name: string): void {
    if (typeof node === 'object' && node !== null) {
      for (const key in node) {
        if (left === 0) return;
        const child = (node as Record<string, unknown>)[key];
        visit(child, name === '' ? rootName(key) : `${name}.${key}`);
      }
      return;
    }
    left -= 1;
    const index = names.get(name);
    if (index !== undefined) values[index] = leafValue(node);
  }

  visit(event, '');
  return values;
}

function parseObject(message: string): object | null {
  if (!/^\s*\{/.test(message)) return null;
  try {
    return JSON.parse(message) as object;
  } catch {
    return null;
  }
}

/** "If a log field name is `@example.com`, this field name is displayed as `@@example.com`." */
function rootName(key: string): string {
  return key.startsWith('@') ? `@${key}` : key;
}

function leafValue(leaf: unknown): Value {
  if (typeof leaf === 'boolean') return leaf ? 1 : 0;
  return typeof leaf === 'string' || typeof leaf === 'number' ? leaf : null;
}
