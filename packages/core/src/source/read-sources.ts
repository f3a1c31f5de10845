import { createRejectionTally } from './rejection-tally.ts';
import { SpendError, type SpendErrorCode } from '../errors.ts';
import type { LogSource, ReadRequest } from './log-source.ts';
import type { LogBatch, Progress } from '../model/log-batch.ts';
import type { ResolvedQuery } from '../model/query.ts';
import type { InferenceProfile, PartialSource, Rejected, ReportSource } from '../model/report.ts';

export interface ReadOptions {
  query: ResolvedQuery;
  detail?: ReadRequest['detail'];
  signal?: AbortSignal | undefined;
  onBatch(batch: LogBatch): void;
  /** Progress of all sources together. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

const reasons: Readonly<Partial<Record<SpendErrorCode, PartialSource['reason']>>> = {
  SOURCE_NOT_FOUND: 'not-found',
  SOURCE_EMPTY: 'not-found',
  NO_CREDENTIALS: 'denied',
  ACCESS_DENIED: 'denied',
  THROTTLED: 'interrupted',
  QUERY_FAILED: 'interrupted',
};

/** What reading told beside the invocations themselves. */
export interface ReadResult {
  sources: ReportSource[];
  rejected: Rejected[];
  partial: PartialSource[];
  inferenceProfiles: InferenceProfile[];
  /** Bytes that query engines have scanned for money; `null` where none has. */
  scannedBytes: number | null;
}

interface SourceState {
  source: LogSource;
  progress: Progress | null;
  records: number;
  cachedRecords: number;
  missing: PartialSource[];
  scannedBytes: number | null;
  inferenceProfiles: readonly InferenceProfile[];
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
  const signal = AbortSignal.any(signals);
  const states = (await expandAll(sources, { ...options, signal })).map(startState);
  const reading = states.map((state) => readSource(state, states, { ...options, signal }));
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

async function expandAll(
  sources: readonly LogSource[],
  { query, detail, signal }: ReadOptions,
): Promise<LogSource[]> {
  const request = { query, detail, signal };
  const expanded = await Promise.all(
    sources.map(async (source) => (await source.expand?.(request)) ?? [source]),
  );
  return expanded.flat();
}

function startState(source: LogSource): SourceState {
  return {
    source,
    progress: null,
    records: 0,
    cachedRecords: 0,
    missing: [],
    scannedBytes: null,
    inferenceProfiles: [],
    rejections: createRejectionTally(),
    failure: null,
  };
}

async function readSource(
  state: SourceState,
  states: readonly SourceState[],
  { query, detail, signal, onBatch, onProgress }: ReadOptions,
): Promise<void> {
  try {
    for await (const batch of state.source.read({ query, detail, signal })) {
      signal?.throwIfAborted();
      onBatch(batch);
      state.records += countRecords(batch);
      state.cachedRecords += batch.cachedRecords ?? 0;
      state.rejections.add(batch.rejections);
      for (const part of batch.missing) state.missing.push(part);
      if (batch.scannedBytes !== undefined) {
        state.scannedBytes = (state.scannedBytes ?? 0) + batch.scannedBytes;
      }
      if (batch.inferenceProfiles !== undefined) {
        state.inferenceProfiles = [...state.inferenceProfiles, ...batch.inferenceProfiles];
      }
      if (batch.progress === null) continue;
      state.progress = batch.progress;
      onProgress?.(sumProgress(states));
    }
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    state.failure = error;
  }
}

function countRecords({ invocations, groups }: LogBatch): number {
  return groups.reduce((sum, { requests }) => sum + requests, invocations.length);
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
    sources: states.map(({ source, records, cachedRecords, progress }) => ({
      kind: source.kind,
      name: source.name,
      records,
      bytes: progress?.bytesRead ?? null,
      ...(cachedRecords > 0 && { cachedRecords }),
    })),
    rejected: rejections.list(),
    partial: states.flatMap(({ source, missing, failure }) =>
      failure === null ? missing : [...missing, failedSource(source, failure)],
    ),
    inferenceProfiles: profilesOf(states),
    scannedBytes: states.reduce<number | null>(
      (sum, { scannedBytes }) => (scannedBytes === null ? sum : (sum ?? 0) + scannedBytes),
      null,
    ),
  };
}

/** Several log groups of one account may hold calls through the same profile. */
function profilesOf(states: readonly SourceState[]): InferenceProfile[] {
  const all = states.flatMap(({ inferenceProfiles }) => inferenceProfiles);
  const profiles = [...new Map(all.map((profile) => [profile.arn, profile])).values()];
  return profiles.sort((one, other) => (one.arn < other.arn ? -1 : 1));
}

function failedSource({ name }: LogSource, { code, message }: SpendError): PartialSource {
  return { origin: name, reason: reasons[code] ?? 'unreadable', message };
}

function cancelled({ reason }: AbortSignal): SpendError {
  return new SpendError('CANCELLED', 'The report was cancelled before it was done.', {
    cause: reason,
  });
}
