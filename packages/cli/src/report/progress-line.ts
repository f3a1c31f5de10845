import type { Progress } from '@bedrock-spend/core';
import { byteText } from '../byte-text.ts';
import type { Terminal } from '../terminal.ts';

/** One line on stderr that says how far the reading is; for people only, so only on a terminal. */
export interface ProgressLine {
  update: (progress: Progress) => void;
  /** Takes the line off the screen. */
  clear: () => void;
}

const silentMs = 1000;
const intervalMs = 100;

export function createProgressLine({
  stderr,
  now,
}: Pick<Terminal, 'stderr' | 'now'>): ProgressLine {
  const startMs = now().getTime();
  let shownMs = 0;
  return {
    update(progress) {
      const time = now().getTime();
      if (stderr.isTTY !== true || time - startMs < silentMs || time - shownMs < intervalMs) return;
      shownMs = time;
      stderr.write(`\r\u001B[K${progressSentence(progress)}`);
    },
    clear() {
      if (shownMs > 0) stderr.write('\r\u001B[K');
      shownMs = 0;
    },
  };
}

/** `Reading 120 MB of 480 MB (25 %), 48,211 records`. */
export function progressSentence({ bytesRead, bytesTotal, records }: Progress): string {
  const count = `${records.toLocaleString('en-US')} records`;
  if (bytesTotal === null || bytesTotal === 0) return `Reading ${byteText(bytesRead)}, ${count}`;
  const percent = Math.min(100, Math.floor((bytesRead / bytesTotal) * 100));
  return `Reading ${byteText(bytesRead)} of ${byteText(bytesTotal)} (${percent} %), ${count}`;
}
