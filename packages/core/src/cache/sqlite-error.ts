// https://www.sqlite.org/rescode.html: the low byte is the primary code.
const busy = 5;
const locked = 6;
const corrupt = 11;
const notADatabase = 26;

/** Another connection holds the file. */
export function isBusy(error: unknown): boolean {
  return [busy, locked].includes(codeOf(error));
}

/** The file is not one of SQLite, or is damaged. */
export function isCorrupt(error: unknown): boolean {
  return [corrupt, notADatabase].includes(codeOf(error));
}

function codeOf(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : 0;
  return typeof code === 'number' ? code & 0xff : 0;
}
