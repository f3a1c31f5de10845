import { setImmediate } from 'node:timers/promises';

const longestTurnMs = 50;

/**
 * Makes a function to await again and again while reading: it lets the rest of the process have its
 * turn now and then. Small files are read without waiting for anything, so that signals, timers and
 * other requests would not be heard until all of them are read.
 */
export function createGiveWay(nowMs: () => number = () => performance.now()): () => Promise<void> {
  let turnBeganMs = nowMs();
  return async () => {
    if (nowMs() - turnBeganMs < longestTurnMs) return;
    await setImmediate();
    turnBeganMs = nowMs();
  };
}
