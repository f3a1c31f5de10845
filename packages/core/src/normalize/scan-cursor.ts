/** A place in a chunk of bytes. Functions that read here move `position` behind what they have read. */
export interface ScanCursor {
  bytes: Uint8Array;
  /** The same bytes and some more behind them, to read four at a time. */
  view: DataView;
  position: number;
  /** Nothing at or behind this position belongs to what is being read. */
  end: number;
  /** The string skipped last holds an escape. */
  hasEscape: boolean;
}

/** Moves over JSON white space. */
export function skipSpace(cursor: ScanCursor): void {
  const { bytes } = cursor;
  let { position } = cursor;
  while (isSpace(bytes[position])) position++;
  cursor.position = position;
}

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
