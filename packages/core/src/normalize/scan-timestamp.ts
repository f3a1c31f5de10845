import { dayStartMs } from './parse-timestamp.ts';

/** The day that was read last, as bytes and as milliseconds: most records share it with their neighbor. */
export interface DayMemo {
  first: number;
  second: number;
  third: number;
  dayMs: number;
}

export function createDayMemo(): DayMemo {
  return { first: 0, second: 0, third: 0, dayMs: 0 };
}

/**
 * Reads `2026-09-08T12:10:33Z"` at `start`, the closing quote included. Gives milliseconds since
 * 1970-01-01 UTC, or -1 for every other form.
 */
export function scanTimestamp(memo: DayMemo, view: DataView, start: number): number {
  const first = view.getInt32(start, true);
  const second = view.getInt32(start + 4, true);
  const third = view.getInt16(start + 8, true);
  if (first !== memo.first || second !== memo.second || third !== memo.third) {
    const dayMs = scanDay(view, start);
    if (dayMs === null) return -1;
    Object.assign(memo, { first, second, third, dayMs });
  }
  const isShaped =
    view.getUint8(start + 10) === 0x54 &&
    view.getUint8(start + 13) === 0x3a &&
    view.getUint8(start + 16) === 0x3a &&
    view.getUint8(start + 19) === 0x5a &&
    view.getUint8(start + 20) === 0x22;
  if (!isShaped) return -1;
  const hour = twoDigits(view, start + 11);
  const minute = twoDigits(view, start + 14);
  const seconds = twoDigits(view, start + 17);
  if (hour > 23 || minute > 59 || seconds > 59) return -1;
  return memo.dayMs + ((hour * 60 + minute) * 60 + seconds) * 1000;
}

/** Bytes that `scanTimestamp` reads: the time and its closing quote. */
export const scannedTimestampLength = 21;

function scanDay(view: DataView, start: number): number | null {
  if (view.getUint8(start + 4) !== 0x2d || view.getUint8(start + 7) !== 0x2d) return null;
  const century = twoDigits(view, start);
  const year = twoDigits(view, start + 2);
  const month = twoDigits(view, start + 5);
  const day = twoDigits(view, start + 8);
  if (Math.max(century, year, month, day) > 99) return null;
  return dayStartMs(century * 100 + year, month, day);
}

/** The number at `start`; more than 99 where there are no two digits. */
function twoDigits(view: DataView, start: number): number {
  const tens = view.getUint8(start) - 0x30;
  const ones = view.getUint8(start + 1) - 0x30;
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? 100 : tens * 10 + ones;
}
