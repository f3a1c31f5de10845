import { patternError } from './pattern-error.ts';

/** Whether a value at a place of a record passes; false where the record has nothing there. */
export type Selector = (record: object, passes: (value: unknown) => boolean) => boolean;

const ANY = Symbol('any element or property');

type Step = string | number | typeof ANY;

const STEP = /\.?\['(?<quoted>[^']*)'\]|\[(?<index>\d+)\]|(?<any>\[\*\]|\.\*)|\.(?<name>[\w-]+)/uy;

/** `$.a.b`, `$.list[0].id`, `$.list[*].id`, `$.*`, `$.['name with dots']`. */
export function readSelector(text: string): Selector {
  const steps = readSteps(text);
  if (steps.length === 0)
    throw patternError('a property selector names a property, as $.name does');
  if (steps.filter((step) => step === ANY).length > 1) {
    throw patternError(`${text} has more than one wildcard`);
  }
  return (record, passes) => follow(record, { steps, depth: 0, passes });
}

export function hasWildcard(selector: string): boolean {
  return readSteps(selector).includes(ANY);
}

function readSteps(text: string): Step[] {
  const steps: Step[] = [];
  let position = 1;
  while (position < text.length) {
    STEP.lastIndex = position;
    const groups = STEP.exec(text)?.groups;
    if (groups === undefined) throw patternError(`${text} is not a property selector`);
    const { quoted, index, any, name = '' } = groups;
    if (any !== undefined) steps.push(ANY);
    else steps.push(index === undefined ? (quoted ?? name) : Number(index));
    position = STEP.lastIndex;
  }
  return steps;
}

interface Path {
  steps: readonly Step[];
  depth: number;
  passes(value: unknown): boolean;
}

function follow(start: unknown, { steps, depth, passes }: Path): boolean {
  let value = start;
  for (let at = depth; at < steps.length; at++) {
    const step = steps[at];
    if (typeof value !== 'object' || value === null || step === undefined) return false;
    if (step === ANY) {
      return Object.values(value).some((each) => follow(each, { steps, depth: at + 1, passes }));
    }
    if (typeof step === 'number' && !Array.isArray(value)) return false;
    if (!Object.hasOwn(value, step)) return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return passes(value);
}
