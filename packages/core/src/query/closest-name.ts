/**
 * The name that was probably meant, or `null` when none is near: at most a third of the letters,
 * rounded up, may differ.
 */
export function closestName(typed: string, names: Iterable<string>): string | null {
  let closest: string | null = null;
  let smallest = Math.ceil(typed.length / 3) + 1;
  for (const name of names) {
    // The lengths alone tell that it is too far away.
    if (Math.abs(name.length - typed.length) >= smallest) continue;
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase());
    if (distance >= smallest) continue;
    smallest = distance;
    closest = name;
  }
  return closest;
}

/** Levenshtein distance: letters to insert, delete or replace. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = at(previous, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1));
    }
    previous = current;
  }
  return at(previous, right.length);
}

function at(distances: readonly number[], column: number): number {
  return distances[column] ?? 0;
}
