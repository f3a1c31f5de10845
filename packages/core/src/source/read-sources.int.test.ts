import { describe, expect, test, vi } from 'vitest';

import type { LogSource } from './log-source.ts';
import { batchesSource } from '../fixtures.testing.ts';
import { createReport, memorySource, SpendError, type Progress } from '../index.ts';
import { anInvocation } from '../model/invocation.testing.ts';
import type { InferenceProfile } from '../model/report.ts';
import { may, now, report } from '../report.testing.ts';

describe('Reading', () => {
  const call = anInvocation();

  test('counts what was skipped by reason, with the first five places', async () => {
    const rejections = Array.from({ length: 7 }, (_, index) => ({
      reason: 'invalid-record' as const,
      detail: 'timestamp is missing',
      location: { origin: 'a.ndjson', line: index + 1 },
    }));
    const first = batchesSource([
      { rejections: rejections.slice(0, 3) },
      { rejections: rejections.slice(3, 6) },
    ]);
    const second = batchesSource([{ rejections: rejections.slice(6), invocations: [call] }]);
    const { rejected, totals } = await report([first, second], may);
    expect(totals.requests).toBe(1);
    expect(rejected).toMatchObject([{ reason: 'invalid-record', count: 7 }]);
    expect(rejected[0]?.examples.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
  });

  test('tells what is missing and counts the rest', async () => {
    const missing = [
      { origin: 'b.gz', reason: 'truncated' as const, message: 'The file ends early.' },
    ];
    const { partial, totals } = await report(
      batchesSource([{ missing }, { invocations: [call] }]),
      may,
    );
    expect(partial).toEqual(missing);
    expect(totals.requests).toBe(1);
  });

  test('goes on without a source that cannot be read, and says so', async () => {
    const { partial, totals, sources } = await report(
      [
        failingSource(new SpendError('SOURCE_NOT_FOUND', 'There is no file a.')),
        memorySource([call]),
      ],
      may,
    );
    expect(totals.requests).toBe(1);
    expect(partial).toEqual([
      { origin: 'failing', reason: 'not-found', message: 'There is no file a.' },
    ]);
    expect(sources.map(({ records }) => records)).toEqual([0, 1]);
  });

  test('fails when no source can be read', async () => {
    const errors = [
      new SpendError('SOURCE_NOT_FOUND', 'a'),
      new SpendError('SOURCE_UNREADABLE', 'b'),
    ];
    const [first, second] = errors.map(failingSource);
    expect(await failureOf(report([first!, second!], may))).toBe(errors[0]);
    expect(await failureOf(report(second!, may))).toBe(errors[1]);
  });

  test('does not take a bug of a source for a source that cannot be read', async () => {
    const bug = new TypeError('undefined is not a function');
    expect(await failureOf(report([memorySource([call]), failingSource(bug)], may))).toBe(bug);
  });

  test('names the sources with their records, those outside the window included', async () => {
    const progress = { bytesRead: 1200, bytesTotal: 1200, records: 2 };
    const invocations = [call, anInvocation({ timestampMs: 0 })];
    const { sources, totals } = await report(
      batchesSource([{ invocations, progress }], 'logs'),
      may,
    );
    expect(sources).toEqual([{ kind: 'memory', name: 'logs', records: 2, bytes: 1200 }]);
    expect(totals.requests).toBe(1);
  });

  test('names profiles in the same order, whichever source comes first', async () => {
    const one = batchesSource([{ inferenceProfiles: [profile('b'), profile('c')] }]);
    const other = batchesSource([{ inferenceProfiles: [profile('a'), profile('b')] }]);
    for (const sources of [
      [one, other],
      [other, one],
    ]) {
      const { inferenceProfiles } = await report(sources, may);
      expect(inferenceProfiles.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    }
  });

  test('tells the progress of all sources together', async () => {
    const seen = vi.fn<(progress: Progress) => void>();
    await createReport([sourceOfBytes(10, 10), sourceOfBytes(5, 20)], may, {
      now,
      onProgress: seen,
    });
    expect(seen).toHaveBeenLastCalledWith({ bytesRead: 15, bytesTotal: 30, records: 2 });
    await createReport([sourceOfBytes(10, 10), sourceOfBytes(5, null)], may, {
      now,
      onProgress: seen,
    });
    expect(seen).toHaveBeenLastCalledWith({ bytesRead: 15, bytesTotal: null, records: 2 });
  });

  test('stops when it is cancelled, also in the middle', async () => {
    const controller = new AbortController();
    const source: LogSource = {
      ...batchesSource([]),
      async *read() {
        yield* batchesSource([{ invocations: [call] }]).read({ query: null! });
        controller.abort();
        yield* batchesSource([{ invocations: [call] }]).read({ query: null! });
      },
    };
    const error = await failureOf(createReport(source, may, { now, signal: controller.signal }));
    expect(SpendError.isInstance(error) && error.code).toBe('CANCELLED');
  });

  test('is cancelled too when the source ends without saying so', async () => {
    const controller = new AbortController();
    const source: LogSource = {
      ...batchesSource([]),
      // oxlint-disable-next-line require-yield -- it ends first
      async *read() {
        controller.abort();
      },
    };
    const error = await failureOf(createReport(source, may, { now, signal: controller.signal }));
    expect(SpendError.isInstance(error) && error.code).toBe('CANCELLED');
  });

  test('does not begin when the query is wrong', async () => {
    const read = vi.fn<LogSource['read']>();
    const error = await failureOf(report({ kind: 'memory', name: 'never', read }, { days: 0 }));
    expect(SpendError.isInstance(error) && error.code).toBe('INVALID_QUERY');
    expect(read).not.toHaveBeenCalled();
  });
});

function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}

function sourceOfBytes(bytesRead: number, bytesTotal: number | null): LogSource {
  return batchesSource([{ progress: { bytesRead, bytesTotal, records: 1 } }]);
}

function profile(name: string): InferenceProfile {
  return {
    arn: `arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/${name}`,
    name,
    model: 'amazon.nova-lite-v1:0',
    tags: null,
  };
}

function failingSource(error: Error): LogSource {
  return {
    kind: 'memory',
    name: 'failing',
    // oxlint-disable-next-line require-yield -- it fails first
    async *read() {
      throw error;
    },
  };
}
