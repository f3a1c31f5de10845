import { describe, expect, it } from 'vitest';

import { runSoak, type SoakOptions } from './run-soak.ts';

const options: SoakOptions = {
  sessions: 20,
  calls: 2_000,
  instances: 4,
  concurrency: 16,
  seed: 1,
  pauseMs: [500, 1500],
  settleMs: 6_000,
  tell() {},
};

// A tenth of what `npx nx soak fleet` does.
describe('a fleet', () => {
  it('answers every call, and with its own answer, while instances die, and keeps its memory', async () => {
    const result = await runSoak(options);

    expect(result.problems).toEqual([]);
    expect(result.answered).toBe(options.calls);
    // Otherwise nothing was tried.
    expect(result.kills).toBeGreaterThanOrEqual(2);
    expect(result.byRetry).toBeGreaterThanOrEqual(1);
    expect(result.byResuming).toBeGreaterThanOrEqual(20);
    expect(result.givenUp).toBeGreaterThanOrEqual(10);
    expect(Math.abs(result.heapBytes.change)).toBeLessThan(0.1);
  }, 180_000);

  it('fails where instances know nothing of each other', async () => {
    const result = await runSoak({ ...options, calls: 100, settleMs: 0, store: 'memory' });

    expect(result.problems.join('\n')).toContain('a session that was ended goes on');
  }, 60_000);
});
