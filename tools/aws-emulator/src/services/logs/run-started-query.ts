import { setTimeout as delay } from 'node:timers/promises';
import { runQuery, type QueryResults } from '../../insights/run-query.ts';
import type { EmulatorState } from '../../state/emulator-state.ts';
import type { StartedQuery } from './query-registry.ts';
import { rememberAnswer, rememberedAnswer } from './remembered-answers.ts';

/** A query waits this part of its base time before it runs, but no longer than a quarter second. */
const SCHEDULED_PART = 0.25;
const MAX_SCHEDULED_MS = 250;

/** Partial results are computed anew no more often than this, and take no more than this part of the time. */
const PARTIAL_EVERY_MS = 1000;
const PARTIAL_SHARE = 0.1;

/**
 * Takes a query through Scheduled and Running to its end, as slowly as the latency model says.
 * While it runs it shows what was found so far; no pause ends before its time.
 */
export async function runStartedQuery(state: EmulatorState, query: StartedQuery): Promise<void> {
  const { signal } = query.stopping;
  const { queryBaseMs, queryBytesPerSecond } = state.latency;
  const beganMs = performance.now();
  try {
    await delay(Math.min(queryBaseMs * SCHEDULED_PART, MAX_SCHEDULED_MS), undefined, { signal });
    query.status = 'Running';
    const { rows, statistics } = await compute(state, query);
    query.statistics = statistics;
    const totalMs = queryBaseMs + (statistics.bytesScanned / queryBytesPerSecond) * 1000;
    for (;;) {
      const elapsedMs = performance.now() - beganMs;
      if (elapsedMs >= totalMs) break;
      query.rows = rows.slice(0, Math.floor((rows.length * elapsedMs) / totalMs));
      await delay(Math.min(totalMs - elapsedMs, 100), undefined, { signal });
    }
    query.rows = query.ending === 'Complete' ? rows : [];
    query.status = query.ending;
  } catch (error) {
    query.rows = [];
    if (signal.aborted) return;
    query.status = 'Failed';
    // AWS tells nobody why; whoever works on the emulator has to know.
    process.stderr.write(`Query failed: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

async function compute(state: EmulatorState, query: StartedQuery): Promise<QueryResults> {
  const remembered = rememberedAnswer(state.store, query);
  if (remembered !== undefined) return remembered;
  let showAgainMs = performance.now() + PARTIAL_EVERY_MS;
  const answer = await runQuery(query.compiled, {
    store: state.store,
    groupIds: query.groupIds,
    startSeconds: query.startSeconds,
    endSeconds: query.endSeconds,
    ...(query.limit !== null && { limit: query.limit }),
    nowMs: query.startedAtMs,
    signal: query.stopping.signal,
    onProgress(progress) {
      query.statistics = progress.statistics;
      const beganMs = performance.now();
      if (beganMs < showAgainMs) return;
      query.rows = progress.rows();
      const tookMs = performance.now() - beganMs;
      showAgainMs = performance.now() + Math.max(PARTIAL_EVERY_MS, tookMs / PARTIAL_SHARE);
    },
  });
  rememberAnswer(state.store, { query, answer });
  return answer;
}
