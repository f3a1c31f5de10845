import { closestMatch } from 'leven';

// The distance of two long texts takes as long as the product of their lengths.
const longestName = 100;

/**
 * The name that was probably meant, or `null` when none is near: at most a third of the letters,
 * rounded up, may differ. For "did you mean" in messages.
 *
 * @example
 * closestName('reigon', ['region', 'model']); // 'region'
 */
export function closestName(typed: string, names: Iterable<string>): string | null {
  if (typed === '' || typed.length > longestName) return null;
  const byLowerCase = new Map(Array.from(names, (name) => [name.toLowerCase(), name]));
  const maxDistance = Math.ceil(typed.length / 3);
  const closest = closestMatch(typed.toLowerCase(), [...byLowerCase.keys()], { maxDistance });
  return closest === undefined ? null : (byLowerCase.get(closest) ?? null);
}
