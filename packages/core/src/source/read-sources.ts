import { createRejectionTally } from './rejection-tally.ts';
import { SpendError, type SpendErrorCode } from '../errors.ts';
import type { LogSource } from './log-source.ts';
import type { LogBatch, Progress } from '../model/log-batch.ts';
import type { ResolvedQuery } from '../model/query.ts';
import type { PartialSource, Rejected, ReportSource } from '../model/report.ts';

export interface ReadOptions {
  query: ResolvedQuery;
  signal?: AbortSignal | undefined;
  onBatch(batch: LogBatch): void;
  /** Progress of all sources together. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** What reading told beside the invocations themselves. */
export interface ReadResult {
  sources: ReportSource[];
  rejected: Rejected[];
  partial: PartialSource[];
}

interface SourceState {
  source: LogSource;
  progress: Progress | null;
  records: number;
  missing: PartialSource[];
  rejections: ReturnType<typeof createRejectionTally>;
  /** Why nothing at all could be read from it. */
  failure: SpendError | null;
}

/**
 * Reads all sources at the same time. A source of several that cannot be read makes the result
 * partial; where none can be, the first one's error is thrown.
 *
 * @throws SpendError `CANCELLED` when the signal says so, and the errors of sources.
 */
export async function readSources(
  sources: readonly LogSource[],
  options: ReadOptions,
): Promise<ReadResult> {
  const stop = new AbortController();
  const signals = options.signal === undefined ? [stop.signal] : [stop.signal, options.signal];
  const states = sources.map((source): SourceState => startState(source));
  const reading = states.map((state) =>
    readSource(state, states, { ...options, signal: AbortSignal.any(signals) }),
  );
  try {
    await Promise.all(reading);
  } catch (error) {
    // One source has failed for a reason that is not its own: the others need not go on.
    stop.abort();
    await Promise.allSettled(reading);
    throw options.signal?.aborted === true ? cancelled(options.signal) : error;
  }
  if (options.signal?.aborted === true) throw cancelled(options.signal);
  const failures = states.flatMap(({ failure }) => failure ?? []);
  if (failures[0] !== undefined && failures.length === states.length) throw failures[0];
  return resultOf(states);
}

function startState(source: LogSource): SourceState {
  return {
    source,
    progress: null,
    records: 0,
    missing: [],
    rejections: createRejectionTally(),
    failure: null,
  };
}

async function readSource(
  state: SourceState,
  states: readonly SourceState[],
  { query, signal, onBatch, onProgress }: ReadOptions,
): Promise<void> {
  try {
    for await (const batch of state.source.read({ query, signal })) {
      signal?.throwIfAborted();
      onBatch(batch);
      state.records += countRecords(batch);
      state.rejections.add(batch.rejections);
      for (const part of batch.missing) state.missing.push(part);
      if (batch.progress === null) continue;
      state.progress = batch.progress;
      onProgress?.(sumProgress(states));
    }
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    state.failure = error;
  }
}

function countRecords({ invocations, rows }: LogBatch): number {
  return rows.reduce((sum, { requests }) => sum + requests, invocations.length);
}

function sumProgress(states: readonly SourceState[]): Progress {
  const all = states.flatMap(({ progress }) => progress ?? []);
  const isTotalKnown =
    all.length === states.length && all.every(({ bytesTotal }) => bytesTotal !== null);
  return {
    bytesRead: all.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    bytesTotal: isTotalKnown
      ? all.reduce((sum, { bytesTotal }) => sum + (bytesTotal ?? 0), 0)
      : null,
    records: all.reduce((sum, { records }) => sum + records, 0),
  };
}

function resultOf(states: readonly SourceState[]): ReadResult {
  const rejections = createRejectionTally();
  for (const state of states) rejections.merge(state.rejections);
  return {
    sources: states.map(({ source, records, progress }) => ({
      kind: source.kind,
      name: source.name,
      records,
      bytes: progress?.bytesRead ?? null,
    })),
    rejected: rejections.list(),
    partial: states.flatMap(({ source, missing, failure }) =>
      failure === null ? missing : [...missing, failedSource(source, failure)],
    ),
  };
}

function failedSource({ name }: LogSource, { code, message }: SpendError): PartialSource {
  const notFound: readonly SpendErrorCode[] = ['SOURCE_NOT_FOUND', 'SOURCE_EMPTY'];
  return { origin: name, reason: notFound.includes(code) ? 'not-found' : 'unreadable', message };
}

function cancelled({ reason }: AbortSignal): SpendError {
  return new SpendError('CANCELLED', 'The report was cancelled before it was done.', {
    cause: reason,
  });
}
