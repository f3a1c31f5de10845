import type { Progress } from '@bedrock-spend/core';

import type { CallContext } from '../../call-context.ts';

export interface ReadingProgress {
  /** To be called as often as there is something new. */
  step: (progress: Progress) => void;
  /** Tells the last state, and resolves when everything told is on its way, before the answer. */
  done(): Promise<void>;
}

const pauseMs = 100;
const nothing: Progress = { bytesRead: -1, bytesTotal: null, records: 0 };

/** Tells the caller how much is read, ten times a second at most. */
export function readingProgress(
  { progress }: Pick<CallContext, 'progress'>,
  nowMs: () => number = () => performance.now(),
): ReadingProgress {
  let latest: Progress = nothing;
  let told: Progress = nothing;
  let toldAtMs = -Infinity;
  let sent: Promise<void> = Promise.resolve();

  return {
    step(reached) {
      latest = reached;
      const { bytesRead, bytesTotal } = reached;
      // Where the end is known there is no room for steps between bytes, and the last one is for when
      // all records are counted, which can be later than all bytes are read.
      const isTold = bytesTotal === null || (bytesRead > told.bytesRead && bytesRead < bytesTotal);
      if (isTold && nowMs() - toldAtMs >= pauseMs) tell();
    },
    async done() {
      tell();
      await sent;
    },
  };

  function tell(): void {
    const { bytesRead, bytesTotal, records } = latest;
    const isFurther = bytesRead > told.bytesRead;
    if (!isFurther && records <= told.records) return;
    // The protocol wants every step to be further than the one before. An engine has scanned all bytes
    // before it hands on the first record: a byte more than there are tells of those.
    const reached = isFurther ? bytesRead : told.bytesRead + 1;
    told = { bytesRead: reached, bytesTotal, records };
    toldAtMs = nowMs();
    const step = {
      progress: reached,
      ...(bytesTotal !== null && { total: Math.max(bytesTotal, reached) }),
      message: `${records} ${records === 1 ? 'record' : 'records'} read`,
    };
    // A client that is gone must not stop the report: the call is cancelled in another way.
    sent = sent.then(() => progress(step)).catch(() => {});
  }
}
