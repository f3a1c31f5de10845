/**
 * The names that fit what was typed, each once: those that begin with it before those that hold it
 * elsewhere, in the order in which they came. Upper and lower case are the same.
 */
export function propose(typed: string, names: Iterable<string>): string[] {
  const wanted = typed.trim().toLowerCase();
  const beginning: string[] = [];
  const holding: string[] = [];
  for (const name of new Set(names)) {
    const at = name.toLowerCase().indexOf(wanted);
    if (at === 0) beginning.push(name);
    else if (at > 0) holding.push(name);
  }
  return [...beginning, ...holding];
}
