import { checkedList } from './checked-list.ts';
import { invalidQuery, quoted } from './invalid-query.ts';

// us-east-1, us-gov-west-1, eusc-de-east-1
const regionPattern = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;

/** The regions asked for, each once and sorted; empty means all, as does the word `all`. */
export function resolveRegions(regions: readonly string[] = []): string[] {
  checkedList('regions', regions);
  if (regions.includes('all')) {
    if (regions.length === 1) return [];
    throw invalidQuery('Give the region all alone, or name the regions you want.');
  }
  const wrong = regions.find((region) => !regionPattern.test(region));
  if (wrong !== undefined) {
    throw invalidQuery(
      `Give a region as AWS writes it, such as us-east-1, or all; ${quoted(wrong)} is none.`,
    );
  }
  return [...new Set(regions)].sort();
}
