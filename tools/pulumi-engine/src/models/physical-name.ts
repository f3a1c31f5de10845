import type { ResourceToMake } from './resource-model.ts';

/** The name that is given, or the one that the provider would make of the resource's own. */
export function physicalName({ inputs, name, digest }: ResourceToMake): string {
  const { name: given, namePrefix } = inputs;
  if (typeof given === 'string') return given;
  return `${typeof namePrefix === 'string' ? namePrefix : `${name}-`}${digest(7)}`;
}
