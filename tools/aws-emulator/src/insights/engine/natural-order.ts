import { toNumber, toText, type Value } from './values.ts';

/**
 * The order of `sort`: texts before numbers; in a text, runs of digits by their length and then
 * their value, everything else by Unicode. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html
 * Absent values come first; AWS does not say where.
 */
export function naturalRank(value: Value): number {
  if (value === null) return 0;
  return toNumber(value) === null ? 1 : 2;
}

/** A text whose plain order is the natural order among values of one rank. */
export function naturalKey(value: Value): string {
  const text = toText(value) ?? '';
  if (naturalRank(value) === 2) return text;
  // A run keeps the place of a digit among other characters; its length decides before its value.
  return text.replaceAll(/\d+/g, (digits) => `0${String(digits.length).padStart(6, '0')}${digits}`);
}

export function compareNaturally(left: Value, right: Value): number {
  const byRank = naturalRank(left) - naturalRank(right);
  if (byRank !== 0) return byRank;
  const byNumber = (toNumber(left) ?? 0) - (toNumber(right) ?? 0);
  if (byNumber !== 0) return byNumber;
  const [leftKey, rightKey] = [naturalKey(left), naturalKey(right)];
  return leftKey < rightKey ? -1 : Number(leftKey > rightKey);
}
