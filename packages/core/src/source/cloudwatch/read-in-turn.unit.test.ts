import { describe, expect, test } from 'vitest';

import { batchesSource } from '../../fixtures.testing.ts';
import type { LogSource } from '../log-source.ts';
import { anyQuery } from '../files/read-files.testing.ts';
import { readInTurn } from './read-in-turn.ts';

const empty = batchesSource([{}, {}]);

async function drain(source: LogSource, signal?: AbortSignal): Promise<number> {
  let batches = 0;
  for await (const _ of source.read({ query: anyQuery, signal })) batches += 1;
  return batches;
}

function watched() {
  const running = { now: 0, most: 0, started: 0 };
  const source: LogSource = {
    ...empty,
    async *read(request) {
      running.now += 1;
      running.started += 1;
      running.most = Math.max(running.most, running.now);
      try {
        for await (const batch of empty.read(request)) {
          await new Promise((resolve) => setImmediate(resolve));
          yield batch;
        }
      } finally {
        running.now -= 1;
      }
    },
  };
  return { source, running };
}

describe('sources that are read in turn', () => {
  test('are all read, never more than so many at the same time', async () => {
    const { source, running } = watched();
    const inTurn = readInTurn(3);
    const read = await Promise.all(Array.from({ length: 10 }, () => drain(inTurn(source))));
    expect(read).toEqual(Array.from({ length: 10 }, () => 2));
    expect(running).toEqual({ now: 0, most: 3, started: 10 });
  });

  test('give their turn away when they fail or nobody listens any more', async () => {
    const inTurn = readInTurn(1);
    const failing: LogSource = {
      ...empty,
      // oxlint-disable-next-line require-yield -- it fails first
      async *read() {
        throw new Error('broken');
      },
    };
    await expect(drain(inTurn(failing))).rejects.toThrow('broken');
    for await (const _ of inTurn(empty).read({ query: anyQuery })) break;
    expect(await drain(inTurn(empty))).toBe(2);
  });

  test('are not begun when the reading was cancelled while they waited', async () => {
    const { source, running } = watched();
    const inTurn = readInTurn(1);
    const stop = new AbortController();
    const first = drain(inTurn(source));
    const second = drain(inTurn(source), stop.signal);
    stop.abort();
    await expect(second).rejects.toThrow('aborted');
    await first;
    expect(running.started).toBe(1);
  });
});
