import { parseArgs } from 'node:util';

export interface BenchOptions {
  rounds: number;
  /** Part of the records of each data set; 1 = all. */
  part: number;
  /** Beginning of the names of the cases to measure; empty = all. */
  only: string;
  /** Fuzzed lines of the comparison with `JSON.parse`. */
  lines: number;
  /** Logs that are cut in two at every byte. */
  logs: number;
}

/** `--rounds N`, `--quick` (a twentieth of everything), `--only A.gz`. */
export function readOptions(words: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  const { quick, only } = values;
  const rounds = Number(values.rounds ?? (quick ? 1 : 5));
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error('--rounds takes a whole number from 1.');
  }
  return {
    rounds,
    only,
    part: quick ? 0.05 : 1,
    lines: quick ? 1_000 : 20_000,
    logs: quick ? 2 : 60,
  };
}
