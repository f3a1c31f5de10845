import { setTimeout as wait } from 'node:timers/promises';

import type { Random } from '@bedrock-spend/sample-logs/random';

import type { Fleet } from '../spawn-fleet.ts';

export interface KillOptions {
  fleet: Fleet;
  /** The first one is never killed: its memory is measured. */
  instances: number;
  random: Random;
  /** Least and most time between two kills or starts, in milliseconds. */
  pauseMs: readonly [least: number, most: number];
  /** Resolves when all calls that run now have ended: none is to meet two kills. */
  callsEnded: () => Promise<unknown>;
  signal: AbortSignal;
}

/** Kills instances and starts them again, until the signal; two always run. */
export async function killAtRandom(
  options: KillOptions,
): Promise<{ kills: number; starts: number }> {
  const { fleet, instances, random, pauseMs, callsEnded, signal } = options;
  const mortal = Array.from({ length: instances - 1 }, (_, index) => index + 1);
  let [kills, starts] = [0, 0];
  for (;;) {
    await wait(random.integer(...pauseMs), undefined, { signal }).catch(() => {});
    if (signal.aborted) return { kills, starts };
    if (mortal.length === 0) continue;
    const index = random.pick(mortal);
    if (!fleet.isRunning(index)) {
      await fleet.start(index);
      starts += 1;
    } else if (mortal.filter(fleet.isRunning).length > 1) {
      await fleet.kill(index);
      kills += 1;
      await callsEnded();
    }
  }
}
