import type { InputCheck } from '../models/resource-model.ts';
import type { RegisteredResource } from '../registered-resource.ts';
import { problemsWith } from '../schema/problems-with.ts';
import type { Schema } from '../schema/shape.ts';
import { hasUnknown } from '../values/has-unknown.ts';
import { plainObject } from '../values/plain.ts';
import { unmodeledName } from './unmodeled-outputs.ts';

/** Why the provider would not make the resource: what its types, its values, or this engine forbid. */
export function refusals(options: {
  resource: RegisteredResource;
  schema: Schema | null;
  check: InputCheck | undefined;
}): string[] {
  const { resource, schema, check } = options;
  if (resource.isRead) return [];
  return [
    ...(schema === null
      ? []
      : problemsWith(resource.inputs, { properties: schema.inputs, at: '' })),
    ...(check === undefined ? [] : check(knownInputs(resource))),
    ...unmodeledInputs(resource.inputs),
  ];
}

const knownInputs = ({ inputs }: RegisteredResource): Record<string, unknown> =>
  Object.fromEntries(Object.entries(plainObject(inputs)).filter(([, value]) => !hasUnknown(value)));

// An output that nobody models must not travel on as if it were something.
function unmodeledInputs(inputs: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(plainObject(inputs)).flatMap(([name, value]) => {
    const source = unmodeledName(JSON.stringify(value) ?? '');
    return source === null ? [] : [`${name} uses ${source}, which its model does not give.`];
  });
}
