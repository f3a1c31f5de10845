/** For flags that may be given several times, or once with commas: `--region a --region b,c`. */
export function collectNames(value: string, previous: readonly string[] = []): readonly string[] {
  const names = value.split(',').map((name) => name.trim());
  return [...previous, ...names.filter((name) => name !== '')];
}

/** For flags that may be given several times and whose values may hold commas. */
export function collectValues(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
