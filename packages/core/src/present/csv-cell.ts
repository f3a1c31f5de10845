import { visibleText } from './visible-text.ts';

/**
 * A name as a cell. Spreadsheets take a cell that begins like a formula for one, so it gets an
 * apostrophe, which they hide.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(name: string): string {
  const text = visibleText(name);
  const safe = /^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
