import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgressLine } from './progress-line.ts';
import { progressSentence } from './progress-sentence.ts';

const step = { bytesRead: 120_000_000, bytesTotal: 480_000_000, records: 48_211 };
const takenOff = '\r\u001B[K';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function fakeTerminal({ isTTY = true, columns = 80 } = {}) {
  const written: string[] = [];
  const stderr = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk.toString().replace(takenOff, ''));
      done();
    },
  });
  return { written, stderr: Object.assign(stderr, { isTTY, columns }), now: () => new Date() };
}

describe('progress of files', () => {
  it('says how much of what is read', () => {
    expect(progressSentence(step)).toBe('Reading 120 MB of 480 MB (25 %), 48,211 records');
  });

  it('knows no percentage on a pipe', () => {
    expect(progressSentence({ bytesRead: 1_500, bytesTotal: null, records: 1 })).toBe(
      'Reading 1.5 kB, 1 record',
    );
  });

  it('says nothing in the first second, then updates one line and takes it off at the end', () => {
    const terminal = fakeTerminal();
    const line = createProgressLine(terminal, 'files');
    line.update(step);
    line.clear();
    expect(terminal.written).toEqual([]);
    vi.advanceTimersByTime(1000);
    line.update(step);
    line.update(step);
    line.clear();
    expect(terminal.written).toEqual(['Reading 120 MB of 480 MB (25 %), 48,211 records', '']);
  });

  it('says nothing when stderr is not a terminal', () => {
    const terminal = fakeTerminal({ isTTY: false });
    const line = createProgressLine(terminal, 'files');
    vi.advanceTimersByTime(5000);
    line.update(step);
    expect(terminal.written).toEqual([]);
  });

  it('never wraps, so that it can be taken off', () => {
    const terminal = fakeTerminal({ columns: 20 });
    const line = createProgressLine(terminal, 'files');
    vi.advanceTimersByTime(1000);
    line.update(step);
    expect(terminal.written).toEqual(['Reading 120 MB of 4']);
  });
});

describe('progress of AWS', () => {
  it('goes on by itself, and says when AWS has been silent for long', () => {
    const terminal = fakeTerminal();
    const line = createProgressLine(terminal, 'cloudwatch');
    vi.advanceTimersByTime(2000);
    expect(terminal.written.at(-1)).toBe('Waiting for AWS, 2 s');
    line.update({ bytesRead: 1_200_000_000, bytesTotal: null, records: 0 });
    vi.advanceTimersByTime(500);
    expect(terminal.written.at(-1)).toBe('Reading CloudWatch Logs: 1.2 GB, 2 s');
    vi.advanceTimersByTime(3000);
    expect(terminal.written.at(-1)).toBe(
      'Reading CloudWatch Logs: 1.2 GB, 5 s; AWS is still at it',
    );
    line.update({ bytesRead: 1_200_000_000, bytesTotal: null, records: 48_211 });
    vi.advanceTimersByTime(500);
    expect(terminal.written.at(-1)).toBe('Reading CloudWatch Logs: 1.2 GB, 48,211 records, 6 s');
    line.clear();
    expect(terminal.written.at(-1)).toBe('');
    const before = terminal.written.length;
    vi.advanceTimersByTime(5000);
    expect(terminal.written).toHaveLength(before);
  });

  it('starts no clock where nobody looks', () => {
    const terminal = fakeTerminal({ isTTY: false });
    createProgressLine(terminal, 'cloudwatch');
    expect(vi.getTimerCount()).toBe(0);
  });
});
