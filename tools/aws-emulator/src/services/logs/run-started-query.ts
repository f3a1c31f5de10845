import { setTimeout as delay } from 'node:timers/promises';
import type { EmulatorState } from '../../state/emulator-state.ts';
import { runQuery } from './query-engine.ts';
import type { StartedQuery } from './query-registry.ts';

/** A query waits this part of its base time before it runs, but no longer than a quarter second. */
const SCHEDULED_PART = 0.25;
const MAX_SCHEDULED_MS = 250;

/**
 * Takes a query through Scheduled and Running to Complete, as slowly as the latency model says.
 * While it runs it shows the first rows, more of them with time.
 */
export async function runStartedQuery(state: EmulatorState, query: StartedQuery): Promise<void> {
  const { signal } = query.stopping;
  const { queryBaseMs, queryBytesPerSecond } = state.latency;
  const beganMs = performance.now();
  try {
    await delay(Math.min(queryBaseMs * SCHEDULED_PART, MAX_SCHEDULED_MS), undefined, { signal });
    query.status = 'Running';
    const { rows, statistics } = await runQuery(query.compiled, {
      store: state.store,
      groupIds: query.groupIds,
      startSeconds: query.startSeconds,
      endSeconds: query.endSeconds,
      ...(query.limit !== null && { limit: query.limit }),
      signal,
    });
    signal.throwIfAborted();
    query.statistics = statistics;
    const totalMs = queryBaseMs + (statistics.bytesScanned / queryBytesPerSecond) * 1000;
    for (;;) {
      const elapsedMs = performance.now() - beganMs;
      if (elapsedMs >= totalMs) break;
      query.rows = rows.slice(0, Math.floor((rows.length * elapsedMs) / totalMs));
      await delay(Math.min(totalMs - elapsedMs, 100), undefined, { signal });
    }
    query.rows = rows;
    query.status = 'Complete';
  } catch (error) {
    query.rows = [];
    if (signal.aborted) return;
    query.status = 'Failed';
    // AWS tells nobody why; whoever works on the emulator has to know.
    process.stderr.write(`Query failed: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
