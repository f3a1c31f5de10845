/** Matches a whole text; `*` in the pattern stands for any text, nothing else is special. */
export function wildcardRegex(pattern: string, flags = ''): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/gu, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, `su${flags}`);
}
