/** Names given one by one, as a list, or as one text with commas; left out where there is none. */
export function namesOf(given: string | readonly string[] | undefined): string[] | undefined {
  const names = [given ?? []]
    .flat()
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? undefined : names;
}
