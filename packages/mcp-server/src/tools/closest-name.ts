import { closestMatch } from 'leven';

/** The name that was probably meant, or `null` when none is near: at most a third of the letters may differ. */
export function closestName(typed: string, names: readonly string[]): string | null {
  // The distance of two long texts takes as long as the product of their lengths.
  if (typed.length > 100) return null;
  const plain = names.map(simplified);
  const maxDistance = Math.max(1, Math.floor(typed.length / 3));
  const match = closestMatch(simplified(typed), plain, { maxDistance });
  return match === undefined ? null : (names[plain.indexOf(match)] ?? null);
}

/** `Bedrock_Report` and `bedrock-report` are the same name to people. */
function simplified(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
