import type { MadeResource } from '../models/resource-model.ts';
import type { RegisteredResource } from '../registered-resource.ts';
import type { Schema } from '../schema/shape.ts';

const sign = /<no model gives ([^>]+)>/;

/**
 * A sign in place of each text that the SDK promises and the model does not give. Whoever uses it
 * as an input is refused by name, and so nothing is built on a value that was never thought of.
 */
export function unmodeledOutputs(options: {
  type: string;
  schema: Schema | null;
  resource: RegisteredResource;
  made: MadeResource;
}): Record<string, unknown> {
  const { type, schema, resource, made } = options;
  if (schema === null) return {};
  const missing = [...schema.outputs].filter(
    ([name, { isRequired, shape }]) =>
      isRequired &&
      shape.kind === 'string' &&
      made.outputs[name] === undefined &&
      resource.inputs[name] === undefined,
  );
  return Object.fromEntries(missing.map(([name]) => [name, `<no model gives ${type} ${name}>`]));
}

/** Which output stands behind a text, when it is one that no model gives. */
export const unmodeledName = (text: string): string | null => sign.exec(text)?.[1] ?? null;
