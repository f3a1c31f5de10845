import { isAsset, isResourceReference, isSecret, isUnknown } from '../values/marker.ts';
import type { Properties, Shape } from './shape.ts';

/** What the declarations do not allow, one sentence each; `at` is the way to the properties. */
export function problemsWith(
  values: Readonly<Record<string, unknown>>,
  { properties, at }: { properties: Properties; at: string },
): string[] {
  const strangers = Object.keys(values)
    .filter((name) => !name.startsWith('__') && !properties.has(name))
    .map((name) => `${at}${name} is not known.`);
  const wrong = [...properties].flatMap(([name, { isRequired, shape }]) => {
    const value = values[name];
    const path = `${at}${name}`;
    if (value === undefined || value === null) return isRequired ? [`${path} is missing.`] : [];
    return problemsOf(value, { shape, path });
  });
  return [...strangers, ...wrong];
}

interface Expected {
  readonly shape: Shape;
  readonly path: string;
}

function problemsOf(value: unknown, { shape, path }: Expected): string[] {
  if (isSecret(value)) return problemsOf(value.value, { shape, path });
  if (isUnknown(value) || isAsset(value) || isResourceReference(value)) return [];
  switch (shape.kind) {
    case 'any':
      return [];
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === shape.kind ? [] : [`${path} must be a ${shape.kind}.`];
    case 'enum':
      return shape.values.includes(value)
        ? []
        : [`${path} must be one of ${shape.values.join(', ')}.`];
    case 'union':
      return problemsOfUnion(value, { options: shape.of, path });
    case 'list':
      if (!Array.isArray(value)) return [`${path} must be a list.`];
      return value.flatMap((item: unknown, index) =>
        problemsOf(item, { shape: shape.of, path: `${path}[${index}]` }),
      );
    case 'map':
    case 'object':
      return isRecord(value)
        ? problemsOfRecord(value, { shape, path })
        : [`${path} must be an object.`];
  }
}

function problemsOfRecord(
  value: Record<string, unknown>,
  { shape, path }: { shape: Extract<Shape, { kind: 'map' | 'object' }>; path: string },
): string[] {
  if (shape.kind === 'object') {
    return problemsWith(value, { properties: shape.properties(), at: `${path}.` });
  }
  return Object.entries(value).flatMap(([key, item]) =>
    problemsOf(item, { shape: shape.of, path: `${path}.${key}` }),
  );
}

function problemsOfUnion(
  value: unknown,
  { options, path }: { options: readonly Shape[]; path: string },
): string[] {
  const problems = options.map((shape) => problemsOf(value, { shape, path }));
  return problems.some((found) => found.length === 0) ? [] : (problems[0] ?? []);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
