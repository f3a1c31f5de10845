import { expect, it, onTestFinished, vi } from 'vitest';

import { createLogger } from '../logger.ts';
import { createChanges, type ChangesOptions } from './changes.ts';

const report = 'bedrock-spend://report/all/7';
const prices = 'bedrock-spend://prices';

/** The time of so many looks. */
async function looks(count: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(count * 1000);
}

/** Changes of a world whose signs a test sets, with a clock of its own. */
function world(options: Partial<ChangesOptions> = {}) {
  vi.useFakeTimers();
  const signs: Record<string, string | null> = { [report]: 'a', [prices]: null };
  const lines: string[] = [];
  const wanted = new Set([report, prices]);
  const signOf = vi.fn<ChangesOptions['signOf']>(async (uri) => signs[uri] ?? null);
  const changes = createChanges({
    signOf,
    isWanted: (uri) => wanted.has(uri),
    intervalMs: 1000,
    logger: createLogger({ level: 'debug', destination: { write: (line) => lines.push(line) } }),
    ...options,
  });
  const told: string[] = [];
  changes.onChange((uri) => told.push(uri));
  onTestFinished(() => {
    changes.close();
    vi.useRealTimers();
  });
  return { changes, signs, wanted, told, signOf, lines };
}

it('tells of a change once, when it has settled', async () => {
  const { changes, signs, told } = world();
  void changes.want(report);
  await looks(3);
  signs[report] = 'b';
  await looks(1);
  expect(told).toEqual([]);
  await looks(1);
  expect(told).toEqual([report]);
  await looks(10);
  expect(told).toEqual([report]);
});

it('knows how a resource is by the time that somebody has subscribed to it', async () => {
  const { changes, signs, told } = world();

  await changes.want(report);
  signs[report] = 'b';
  await looks(2);

  expect(told).toEqual([report]);
});

it('tells now and then of what never settles', async () => {
  const { changes, signs, told } = world();
  void changes.want(report);
  for (let look = 0; look < 24; look += 1) {
    await looks(1);
    signs[report] = String(look);
  }
  expect(told.length).toBeGreaterThan(2);
  expect(told.length).toBeLessThan(8);
});

it('asks nothing before anybody wants something, nor after nobody does any more', async () => {
  const { changes, wanted, signOf } = world();
  await looks(10);
  expect(signOf).not.toHaveBeenCalled();
  void changes.want(report);
  await looks(3);
  wanted.delete(report);
  await looks(1);
  signOf.mockClear();
  await looks(100);
  expect(signOf).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it('looks no further at what does not change, and at no more than a hundred resources', async () => {
  const { changes, signs, wanted, signOf } = world();
  void changes.want(prices);
  await looks(5);
  expect(signOf).toHaveBeenCalledTimes(1);
  for (let index = 0; index < 300; index += 1) {
    const uri = `bedrock-spend://report/all/${index}`;
    signs[uri] = 'a';
    wanted.add(uri);
    void changes.want(uri);
  }
  signOf.mockClear();
  await looks(1);
  expect(signOf.mock.calls.length).toBeLessThanOrEqual(100);
});

it('goes on after a look that failed, and logs nothing of what the failure said', async () => {
  const { changes, signs, told, signOf, lines } = world();
  void changes.want(report);
  await looks(1);
  signOf.mockRejectedValueOnce(new Error('secret of ana@example.com'));
  signs[report] = 'b';
  await looks(3);
  expect(told).toEqual([report]);
  expect(lines.join('')).not.toContain('secret');
  expect(lines).toHaveLength(1);
});

it('ends with the server', async () => {
  const { changes, signs, told } = world();
  void changes.want(report);
  await looks(1);
  changes.close();
  signs[report] = 'b';
  void changes.want(report);
  await looks(10);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('goes on when for a while nobody can say whether anybody listens', async () => {
  let isKnown = true;
  const { changes, signs, told } = world({
    async isWanted() {
      if (!isKnown) throw new Error('the store is down');
      return true;
    },
  });
  await changes.want(report);
  isKnown = false;
  await looks(3);

  isKnown = true;
  signs[report] = 'b';
  await looks(2);

  expect(told).toEqual([report]);
});
