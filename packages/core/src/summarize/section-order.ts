import type { Dimension } from '../model/dimension.ts';
import type { SectionRow } from '../model/report.ts';

type Compare = (left: SectionRow, right: SectionRow) => number;

/** Days and hours in the order of time; everything else by total tokens, the most first, then by name. */
export function compareRows(dimension: Dimension): Compare {
  if (dimension === 'day') return byName;
  return dimension === 'hour' ? byInstant : byTotalTokens;
}

// The hour that clocks show twice differs in its offset only, so its name does not sort by time.
const byInstant: Compare = (left, right) => Date.parse(left.key) - Date.parse(right.key);

const byTotalTokens: Compare = (left, right) =>
  right.totalTokens - left.totalTokens || byName(left, right);

// By code unit, not by language: the same report everywhere.
const byName: Compare = (left, right) => {
  if (left.key === right.key) return 0;
  return left.key < right.key ? -1 : 1;
};
