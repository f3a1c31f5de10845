import type { Shape } from './shape.ts';

/** Finds what a type names: a nested object or the values of an enum. */
export type Resolve = (name: string) => Shape;

/** The shape that a type of the generated declarations describes; `any` for what they leave open. */
export function parseShape(type: string, resolve: Resolve): Shape {
  const text = type.trim();
  const inner = wrapped(text);
  if (inner !== null) return parseShape(inner, resolve);
  const parts = splitUnion(text).filter((part) => part !== 'undefined');
  if (parts.length !== 1)
    return { kind: 'union', of: parts.map((part) => parseShape(part, resolve)) };
  return parseSingle(parts[0] ?? '', resolve);
}

function parseSingle(type: string, resolve: Resolve): Shape {
  if (wrapped(type) !== null) return parseShape(type, resolve);
  if (type === 'string' || type === 'number' || type === 'boolean') return { kind: type };
  if (type.endsWith('[]')) return { kind: 'list', of: parseShape(type.slice(0, -2), resolve) };
  const entries = /^\{\s*\[key: string\]: ([^]*);\s*\}$/.exec(type)?.[1];
  if (entries !== undefined) return { kind: 'map', of: parseShape(entries, resolve) };
  return /^(inputs|outputs|enums)\.[\w.]+$/.test(type) ? resolve(type) : { kind: 'any' };
}

/** What is between the brackets of one Input<…> or Output<…> around the whole type. */
function wrapped(type: string): string | null {
  const opening = /^pulumi\.(?:Input|Output)</.exec(type)?.[0];
  if (opening === undefined || !type.endsWith('>')) return null;
  const inner = type.slice(opening.length, -1);
  return isBalanced(inner) ? inner : null;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    depth += depthOf(character);
    if (depth < 0) return false;
  }
  return depth === 0;
}

function splitUnion(type: string): string[] {
  let depth = 0;
  let part = '';
  const parts: string[] = [];
  for (const character of type) {
    depth += depthOf(character);
    if (character === '|' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else {
      part += character;
    }
  }
  return [...parts, part.trim()];
}

const depthOf = (character: string): number =>
  '<{(['.includes(character) ? 1 : '>})]'.includes(character) ? -1 : 0;
