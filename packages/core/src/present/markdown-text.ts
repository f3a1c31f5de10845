/** Text that Markdown shows as it is. */
export function markdownText(text: string): string {
  return text.replace(markup, (character) =>
    character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
  );
}

// An underscore inside a word is plain text in this flavor and is left readable.
const markup = /[\\`*~[\]<>|#&$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
