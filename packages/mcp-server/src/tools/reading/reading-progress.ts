import type { Progress } from '@bedrock-spend/core';

import type { ToolContext } from '../tool.ts';

export interface ReadingProgress {
  /** To be called as often as there is something new. */
  step: (progress: Progress) => void;
  /** Tells the last state, and resolves when everything told is on its way, before the answer. */
  done(): Promise<void>;
}

const pauseMs = 100;

/** Tells the caller how much is read, ten times a second at most. */
export function readingProgress(
  { progress }: Pick<ToolContext, 'progress'>,
  nowMs: () => number = () => performance.now(),
): ReadingProgress {
  let latest: Progress | null = null;
  let toldBytes = -1;
  let toldAtMs = -Infinity;
  let sent: Promise<void> = Promise.resolve();

  return {
    step(reached) {
      latest = reached;
      // All bytes can be read while their records are still being counted: that is told when done.
      const isLast = reached.bytesRead === reached.bytesTotal;
      if (!isLast && nowMs() - toldAtMs >= pauseMs) tell();
    },
    async done() {
      tell();
      await sent;
    },
  };

  function tell(): void {
    // The protocol wants every step to be further than the one before.
    if (latest === null || latest.bytesRead <= toldBytes) return;
    const { bytesRead, bytesTotal, records } = latest;
    toldBytes = bytesRead;
    toldAtMs = nowMs();
    const step = {
      progress: bytesRead,
      ...(bytesTotal !== null && { total: bytesTotal }),
      message: `${records} records read`,
    };
    // A client that is gone must not stop the report: the call is cancelled in another way.
    sent = sent.then(() => progress(step)).catch(() => {});
  }
}
