/**
 * The key that was probably meant, or `null` when none is near. Two neighboring letters that changed
 * places count as one slip, as in `inptu`.
 */
export function closestKey(typed: string, keys: readonly string[]): string | null {
  const distances = keys.map((key) => ({ key, slips: countSlips(typed, key) }));
  const [closest] = distances.sort((a, b) => a.slips - b.slips);
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  return closest !== undefined && closest.slips <= allowed ? closest.key : null;
}

/** Letters to insert, delete, replace or swap with their neighbor (optimal string alignment). */
function countSlips(from: string, to: string): number {
  const left = from.toLowerCase();
  const right = to.toLowerCase();
  const table = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    table.push(current);
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = left[row - 1] === right[column - 1] ? 0 : 1;
      const swapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + replaced,
          swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(left.length, right.length);
}
