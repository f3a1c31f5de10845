import { AwsError } from '../aws-error.ts';

/** What AWS's model of an operation says about one member of its input. */
export type Constraint =
  | ({
      kind: 'string';
      min?: number;
      max?: number;
      pattern?: RegExp;
      oneOf?: readonly string[];
    } & Member)
  | ({ kind: 'integer'; min?: number; max?: number } & Member)
  | ({ kind: 'boolean' } & Member)
  | ({ kind: 'strings'; min?: number; max?: number; each?: StringConstraint } & Member)
  | ({ kind: 'any' } & Member);

interface Member {
  required?: boolean;
}

export interface StringConstraint {
  min?: number;
  max?: number;
  pattern?: RegExp;
}

export type Constraints = Readonly<Record<string, Constraint>>;

type Input = Readonly<Record<string, unknown>>;

interface Values {
  string: string;
  integer: number;
  boolean: boolean;
  strings: string[];
  any: unknown;
}

/** What is left of an input that was checked: the members that the constraints name. */
export type CheckedInput<Checked extends Constraints> = {
  [Name in keyof Checked]: Checked[Name] extends { required: true }
    ? Values[Checked[Name]['kind']]
    : Values[Checked[Name]['kind']] | undefined;
};

/**
 * Checks an input as AWS does before an operation sees it: types first (SerializationException),
 * then all constraints together (InvalidParameterException). Members that AWS does not know pass.
 */
export function checkInput<const Checked extends Constraints>(
  input: Input,
  constraints: Checked,
): CheckedInput<Checked> {
  for (const [name, constraint] of Object.entries(constraints))
    checkType(name, input[name], constraint);
  const problems = Object.entries(constraints).flatMap(([name, constraint]) =>
    problemsOf(name, input[name], constraint),
  );
  if (problems.length === 0) return namedMembers(input, constraints) as CheckedInput<Checked>;
  const errors = problems.length === 1 ? 'error' : 'errors';
  throw new AwsError(
    'InvalidParameterException',
    `${problems.length} validation ${errors} detected: ${problems.join('; ')}`,
  );
}

function namedMembers(input: Input, constraints: Constraints): Input {
  const names = Object.keys(constraints);
  return Object.fromEntries(names.map((name) => [name, input[name] ?? undefined]));
}

const TYPES = {
  string: { name: 'String', accepts: (value: unknown) => typeof value === 'string' },
  integer: { name: 'Long', accepts: Number.isInteger },
  boolean: { name: 'Boolean', accepts: (value: unknown) => typeof value === 'boolean' },
  strings: {
    name: 'List',
    accepts: (value: unknown) =>
      Array.isArray(value) && value.every((element) => typeof element === 'string'),
  },
  any: { name: 'Object', accepts: () => true },
} as const;

function checkType(name: string, value: unknown, { kind }: Constraint): void {
  if (value === undefined || value === null) return;
  const type = TYPES[kind];
  if (type.accepts(value)) return;
  throw new AwsError('SerializationException', `${name} can not be converted to a ${type.name}`);
}

function problemsOf(name: string, value: unknown, constraint: Constraint): string[] {
  if (value === undefined || value === null) {
    return constraint.required === true ? [problem(name, null, 'not be null')] : [];
  }
  switch (constraint.kind) {
    case 'string':
      return textProblems(name, value as string, constraint);
    case 'integer':
      return rangeProblems(name, value as number, constraint);
    case 'strings':
      return listProblems(name, value as string[], constraint);
    case 'boolean':
    case 'any':
      return [];
  }
}

function textProblems(
  name: string,
  value: string,
  { min, max, pattern, oneOf }: StringConstraint & { oneOf?: readonly string[] },
): string[] {
  const problems: string[] = [];
  const wrong = (demand: string) => problems.push(problem(name, value, demand));
  if (max !== undefined && value.length > max) wrong(`have length less than or equal to ${max}`);
  if (min !== undefined && value.length < min) wrong(`have length greater than or equal to ${min}`);
  if (pattern !== undefined && !pattern.test(value)) {
    wrong(`satisfy regular expression pattern: ${pattern.source.replace(/^\^(.*)\$$/u, '$1')}`);
  }
  if (oneOf !== undefined && !oneOf.includes(value)) {
    wrong(`satisfy enum value set: [${oneOf.join(', ')}]`);
  }
  return problems;
}

function rangeProblems(
  name: string,
  value: number,
  { min, max }: { min?: number; max?: number },
): string[] {
  const problems: string[] = [];
  if (max !== undefined && value > max) {
    problems.push(problem(name, value, `have value less than or equal to ${max}`));
  }
  if (min !== undefined && value < min) {
    problems.push(problem(name, value, `have value greater than or equal to ${min}`));
  }
  return problems;
}

function listProblems(
  name: string,
  values: readonly string[],
  { min, max, each }: { min?: number; max?: number; each?: StringConstraint },
): string[] {
  const shown = `[${values.join(', ')}]`;
  const problems: string[] = [];
  if (max !== undefined && values.length > max) {
    problems.push(problem(name, shown, `have length less than or equal to ${max}`));
  }
  if (min !== undefined && values.length < min) {
    problems.push(problem(name, shown, `have length greater than or equal to ${min}`));
  }
  const ofElements = values.flatMap((value, index) =>
    textProblems(`${name}.${index + 1}.member`, value, each ?? {}),
  );
  return [...problems, ...ofElements];
}

function problem(name: string, value: string | number | null, demand: string): string {
  const shown = value === null ? 'null' : `'${value}'`;
  return `Value ${shown} at '${name}' failed to satisfy constraint: Member must ${demand}`;
}
