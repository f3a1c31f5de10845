// Control and format characters, line and paragraph separators, and lone halves of surrogate pairs:
// a name with one of these could move the cursor, reorder the line or hide a part of itself.
const unsafeCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A name with every character that does not show by itself written as `\u001b`: names in logs come from
 * callers, and a terminal obeys control characters.
 *
 * @example
 * visibleText('team\u0007'); // String.raw`team\u0007`
 */
export function visibleText(name: string): string {
  return name.replace(unsafeCharacters, escapedCharacter);
}

function escapedCharacter(character: string): string {
  // Two UTF-16 units for characters beyond U+FFFF, as JSON writes them.
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
