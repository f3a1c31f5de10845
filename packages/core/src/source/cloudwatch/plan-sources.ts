import { SpendError } from '../../errors.ts';
import type { PartialSource } from '../../model/report.ts';
import type { LogSource, PlannedRead, ReadRequest } from '../log-source.ts';

/**
 * What each of the sources would do. One of several that cannot be planned is told; where none can, the
 * error of the first is thrown.
 */
export async function planSources(
  sources: readonly LogSource[],
  request: ReadRequest,
): Promise<PlannedRead[]> {
  const plans = await Promise.all(sources.map((source) => planSource(source, request)));
  const failures = plans.flatMap(({ failure }) => failure ?? []);
  if (failures[0] !== undefined && failures.length === plans.length) throw failures[0];
  return plans.flatMap(({ reads }) => reads);
}

/** What a source would do, or why that cannot be said. */
export async function planSource(
  source: LogSource,
  request: ReadRequest,
): Promise<{ reads: readonly PlannedRead[]; failure: SpendError | null }> {
  try {
    return { reads: (await source.plan?.(request)) ?? [], failure: null };
  } catch (failure) {
    if (!SpendError.isInstance(failure) || failure.code === 'CANCELLED') throw failure;
    const problem = { origin: source.name, message: failure.message };
    return { reads: [unplanned(problem, request)], failure };
  }
}

/** What will not be read. */
export function unplanned(
  { origin, message }: Pick<PartialSource, 'origin' | 'message'>,
  { query: { window } }: ReadRequest,
): PlannedRead {
  return {
    source: origin,
    query: null,
    startMs: window.startMs,
    endMs: window.endMs,
    scannedBytes: null,
    costUsd: null,
    problem: message,
  };
}
