import { describe, expect, it } from 'vitest';

import { createLogger } from '../logger.ts';
import { createReadiness, type ReadinessOptions } from './readiness.ts';

describe('readiness', () => {
  it('is given while all parts are well', async () => {
    const { readiness } = testReadiness(async () => {});

    expect(await readiness()).toEqual({
      status: 'ok',
      parts: {
        calls: { status: 'ok', message: 'Calls are taken.' },
        store: { status: 'ok', message: 'The store answers.' },
      },
    });
  });

  it('names the part that failed, and tells the reason to the log alone', async () => {
    const { readiness, log } = testReadiness(async () => {
      throw new Error('arn:aws:iam::123456789012:role/Reader is denied');
    });

    const report = await readiness();

    expect(report).toMatchObject({
      status: 'failed',
      parts: { calls: { status: 'ok' }, store: { status: 'failed', message: 'No store.' } },
    });
    expect(JSON.stringify(report)).not.toContain('arn:');
    expect(log.join('')).toContain('arn:aws:iam::123456789012:role/Reader is denied');
  });

  it('is lost at once when the server is about to stop', async () => {
    let isLeaving = false;
    const { readiness } = testReadiness(async () => {}, { isLeaving: () => isLeaving });
    const before = await readiness();
    isLeaving = true;

    const after = await readiness();

    expect([before.status, after.status]).toEqual(['ok', 'failed']);
    expect(after.parts['calls']?.message).toBe('The server is shutting down.');
  });

  it('checks a part once for all who ask at the same time, and again when the check is old', async () => {
    let checks = 0;
    let nowMs = 0;
    const check = async () => {
      checks += 1;
    };
    const { readiness } = testReadiness(check, { nowMs: () => nowMs });

    await Promise.all([readiness(), readiness(), readiness()]);
    nowMs = 9999;
    await readiness();
    const early = checks;
    nowMs = 10_000;
    await readiness();

    expect([early, checks]).toEqual([1, 2]);
  });

  it('comes back soon after the part is well again', async () => {
    let nowMs = 0;
    let isWell = false;
    const check = async () => {
      if (!isWell) throw new Error('away');
    };
    const { readiness } = testReadiness(check, { nowMs: () => nowMs });
    const statuses = [(await readiness()).status];
    isWell = true;
    statuses.push((await readiness()).status);
    nowMs = 5000;
    statuses.push((await readiness()).status);

    expect(statuses).toEqual(['failed', 'failed', 'ok']);
  });

  it('does not wait for a part that hangs', async () => {
    const { readiness } = testReadiness(() => new Promise(() => {}), { timeLimitMs: 10 });

    expect((await readiness()).status).toBe('failed');
  });
});

function testReadiness(check: () => Promise<void>, options: Partial<ReadinessOptions> = {}) {
  const log: string[] = [];
  const readiness = createReadiness({
    parts: { store: { check, holdsMs: 10_000, ok: 'The store answers.', failed: 'No store.' } },
    isLeaving: () => false,
    logger: createLogger({ destination: { write: (line) => log.push(line) } }),
    nowMs: () => 0,
    ...options,
  });
  return { readiness, log };
}
