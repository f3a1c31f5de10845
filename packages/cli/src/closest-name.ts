import { closestMatch } from 'leven';

/** The name that was probably meant, or `null` when none is near: at most a third of the letters may differ. */
export function closestName(typed: string, names: readonly string[]): string | null {
  // The distance of two long texts takes as long as the product of their lengths.
  if (typed.length > 100) return null;
  const maxDistance = Math.max(1, Math.floor(typed.length / 3));
  return closestMatch(typed, names, { maxDistance }) ?? null;
}
