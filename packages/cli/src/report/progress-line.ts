import type { LogSource, Progress } from '@bedrock-spend/core';
import type { Terminal } from '../terminal.ts';
import { awsSentence, progressSentence } from './progress-sentence.ts';

/** One line on stderr that says how far the reading is; for people only, so only on a terminal. */
export interface ProgressLine {
  update: (progress: Progress) => void;
  /** Takes the line off the screen. */
  clear: () => void;
}

const silentMs = 1000;
const intervalMs = 100;
/** AWS may be silent for minutes, and the line goes on all the same. */
const tickMs = 500;

/** `kind` is what is read; AWS also where it is asked for something else than logs. */
export function createProgressLine(
  { stderr, now }: Pick<Terminal, 'stderr' | 'now'>,
  kind: LogSource['kind'],
): ProgressLine {
  const startMs = now().getTime();
  const isAws = kind === 'cloudwatch';
  let latest: Progress | null = null;
  let changedMs = startMs;
  let shownMs = 0;
  const ticking = isAws && stderr.isTTY === true ? setInterval(show, tickMs) : undefined;

  function show(): void {
    const timeMs = now().getTime();
    if (stderr.isTTY !== true || timeMs - startMs < silentMs || timeMs - shownMs < intervalMs) {
      return;
    }
    shownMs = timeMs;
    const sentence = isAws
      ? awsSentence(latest, { durationMs: timeMs - startMs, silenceMs: timeMs - changedMs })
      : latest && progressSentence(latest);
    if (sentence === null) return;
    // A line that wraps could not be taken back.
    stderr.write(`\r\u001B[K${sentence.slice(0, Math.max(0, (stderr.columns ?? 80) - 1))}`);
  }

  return {
    update(progress) {
      if (hasMoved(progress, latest)) changedMs = now().getTime();
      latest = progress;
      show();
    },
    clear() {
      clearInterval(ticking);
      if (shownMs > 0) stderr.write('\r\u001B[K');
      shownMs = 0;
    },
  };
}

function hasMoved(next: Progress, before: Progress | null): boolean {
  return next.bytesRead !== before?.bytesRead || next.records !== before.records;
}
