import type { LogGroupState } from '../../state/emulator-state.ts';

const DAY_MS = 86_400_000;

/** Events before it are gone from the group; 0 where it keeps all. */
export function retainedSince({ retentionInDays }: LogGroupState, nowMs: number): number {
  return retentionInDays === null ? 0 : nowMs - retentionInDays * DAY_MS;
}
