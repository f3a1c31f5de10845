import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createProgressLine, progressSentence } from './progress-line.ts';

const step = { bytesRead: 120_000_000, bytesTotal: 480_000_000, records: 48_211 };

function fakeTerminal(isTTY: boolean) {
  const written: string[] = [];
  let timeMs = 0;
  const stderr = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(chunk.toString());
      done();
    },
  });
  return {
    written,
    wait: (durationMs: number) => (timeMs += durationMs),
    terminal: { stderr: Object.assign(stderr, { isTTY }), now: () => new Date(timeMs) },
  };
}

it('says how much of what is read', () => {
  expect(progressSentence(step)).toBe('Reading 120 MB of 480 MB (25 %), 48,211 records');
});

it('knows no percentage on a pipe', () => {
  expect(progressSentence({ bytesRead: 1_500, bytesTotal: null, records: 3 })).toBe(
    'Reading 1.5 kB, 3 records',
  );
});

it('says nothing in the first second, then updates one line and takes it off at the end', () => {
  const { terminal, written, wait } = fakeTerminal(true);
  const line = createProgressLine(terminal);
  line.update(step);
  line.clear();
  expect(written).toEqual([]);
  wait(1000);
  line.update(step);
  line.update(step);
  line.clear();
  expect(written).toHaveLength(2);
  expect(written[1]).toBe('\r\u001B[K');
});

it('says nothing when stderr is not a terminal', () => {
  const { terminal, written, wait } = fakeTerminal(false);
  const line = createProgressLine(terminal);
  wait(5000);
  line.update(step);
  expect(written).toEqual([]);
});
