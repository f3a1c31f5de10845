import type { Contender } from '../contender.ts';
import { runCommand } from '../run-command.ts';
import { runReader, type ReaderName } from '../run-reader.ts';

/** Who reads these files: the yardsticks and the library, named as in the table. */
export const fileContenders = {
  cat: (paths: readonly string[]) => command('cat', 'cat "$@"', paths),
  zcat: (paths: readonly string[]) => command('zcat', 'zcat "$@"', paths),
  zcatEach: (paths: readonly string[]) =>
    command('zcat, a process each', 'for path in "$@"; do zcat "$path"; done', paths),
  inflate: (paths: readonly string[]) => reader('inflate alone', 'inflating-reader', paths),
  naive: (paths: readonly string[]) => reader('naive', 'naive-reader', paths),
  ours: (paths: readonly string[]) => reader('bedrock-spend', 'our-reader', paths),
};

export type FileContenderName = keyof typeof fileContenders;

function command(name: string, line: string, paths: readonly string[]): Contender {
  return { name, run: () => runCommand(line, paths) };
}

function reader(name: string, script: ReaderName, paths: readonly string[]): Contender {
  return { name, run: () => runReader(script, { words: paths }) };
}
