import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test.each([
  { words: [], says: 'Name one profile.' },
  { words: ['demo'], says: 'Say where to write with --out.' },
  { words: ['D', '--out', '.'], says: 'There is no profile D.' },
  { words: ['A', '--out', '.', '--records', 'many'], says: '--records takes a whole number' },
  { words: ['A', '--to', '.'], says: "Unknown option '--to'" },
])('$words is refused with status 2 and one sentence', ({ words, says }) => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [main, ...words], { encoding: 'utf8' });
  expect(stderr).toContain(says);
  expect(status).toBe(2);
});
