import { patternError } from './pattern-error.ts';

/** Gives the value at a place of a record; undefined when there is none. */
export type Selector = (record: object) => unknown;

const STEP = /\.?\['(?<quoted>[^']*)'\]|\[(?<index>\d+)\]|\.(?<name>[\w-]+)/uy;

/** `$.a.b`, `$.list[0].id`, `$.['name with dots']`. */
export function readSelector(text: string): Selector {
  const steps: (string | number)[] = [];
  let position = 1;
  while (position < text.length) {
    STEP.lastIndex = position;
    const groups = STEP.exec(text)?.groups;
    if (groups === undefined) throw patternError(`${text} is not a property selector`);
    const { quoted, index, name = '' } = groups;
    steps.push(index === undefined ? (quoted ?? name) : Number(index));
    position = STEP.lastIndex;
  }
  if (steps.length === 0)
    throw patternError('a property selector names a property, as $.name does');
  return (record) => {
    let value: unknown = record;
    for (const step of steps) {
      if (typeof value !== 'object' || value === null) return undefined;
      if (typeof step === 'number' && !Array.isArray(value)) return undefined;
      if (!Object.hasOwn(value, step)) return undefined;
      value = (value as Record<string | number, unknown>)[step];
    }
    return value;
  };
}
