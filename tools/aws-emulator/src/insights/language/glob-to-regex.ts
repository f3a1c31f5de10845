/**
 * Each `*` of a glob takes as little as it can up to the text that follows it, the last one of a
 * glob that ends with it takes all that is left. The glob may begin anywhere in the field.
 */
export function globToRegex(glob: string): { regex: RegExp; wildcards: number } {
  const texts = glob.split('*');
  const source = texts
    .map((text, index) => {
      const literal = text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      if (index === 0) return literal;
      const isLast = index === texts.length - 1 && text === '';
      return `${isLast ? '(.*)' : '(.*?)'}${literal}`;
    })
    .join('');
  return { regex: new RegExp(source, 's'), wildcards: texts.length - 1 };
}
