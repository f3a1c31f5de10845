/**
 * Text of a server, safe for a terminal: control characters other than line breaks and tabs are
 * escaped, so that it can neither move the cursor nor color the screen.
 */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(
    // oxlint-disable-next-line no-control-regex -- control characters are what this is about
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
