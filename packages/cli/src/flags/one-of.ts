import { UsageError } from '../usage-error.ts';

export interface Choice<Name extends string> {
  flag: string;
  names: readonly Name[];
}

/** A parser for a flag that takes one of a few names; anything else is refused in one sentence. */
export function oneOf<Name extends string>({ flag, names }: Choice<Name>) {
  return (value: string): Name => {
    const name = names.find((known) => known === value);
    if (name !== undefined) return name;
    throw new UsageError(`${flag} takes ${listed(names)}, not '${value}'.`);
  };
}

/** `classic, table or csv`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
