import { UsageError } from '../usage-error.ts';

/** `12.5` or `12.5%` as the decimal string `12.5`; never a binary float. */
export function percentage(value: string): string {
  const digits = value.endsWith('%') ? value.slice(0, -1) : value;
  if (/^(\d{1,2}(\.\d{1,4})?|100(\.0{1,4})?)$/.test(digits)) return digits;
  throw new UsageError(
    `--discount takes a percentage from 0 to 100, such as 12.5, not '${value}'.`,
  );
}
