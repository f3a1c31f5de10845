import type { Result } from '../contender.ts';
import type { FileResults } from './measure-files.ts';

/** A figure beside the one it should reach. It is shown, never a reason to fail. */
export interface Mark {
  what: string;
  value: number;
  atMost: number;
}

/** The marks of `docs/performance.md` that can be told from these results. */
export function fileMarks(cases: readonly FileResults[]): Mark[] {
  return [
    cpuMark(cases, { name: 'A, 16 files', yardstick: 'naive', atMost: 0.55 }),
    cpuMark(cases, { name: 'B, 16 files', yardstick: 'naive', atMost: 0.3 }),
    cpuMark(cases, { name: 'C, small objects', yardstick: 'zcat', atMost: 2 }),
    cpuMark(cases, { name: 'C, small objects', yardstick: 'zcat, a process each', atMost: 2 }),
    ...cases.flatMap((files) => memoryMark(files)),
    ...['A', 'B', 'A.gz', 'B.gz'].map((name) => sizeMark(cases, name)),
  ].filter((mark) => mark !== null);
}

interface CpuMark {
  name: string;
  yardstick: string;
  atMost: number;
}

function cpuMark(cases: readonly FileResults[], { name, yardstick, atMost }: CpuMark): Mark | null {
  const files = cases.find((candidate) => candidate.name === name);
  const ours = resultOf(files, 'bedrock-spend');
  const theirs = resultOf(files, yardstick);
  if (ours === undefined || theirs === undefined) return null;
  const value = ours.cpuSeconds.median / theirs.cpuSeconds.median;
  return { what: `${name}: CPU, bedrock-spend / ${yardstick}`, value, atMost };
}

function memoryMark(files: FileResults): Mark[] {
  const peak = resultOf(files, 'bedrock-spend')?.peakMegabytes?.median;
  if (peak === undefined) return [];
  const plain = !/gz|C/.test(files.name);
  return [{ what: `${files.name}: peak memory in MB`, value: peak, atMost: plain ? 120 : 160 }];
}

/** Memory must not depend on how the same records are cut into files. */
function sizeMark(cases: readonly FileResults[], name: string): Mark | null {
  const [one, many] = [`${name}, one file`, `${name}, 16 files`].map(
    (cut) =>
      resultOf(
        cases.find((files) => files.name === cut),
        'bedrock-spend',
      )?.peakMegabytes?.median,
  );
  if (one === undefined || many === undefined) return null;
  return { what: `${name}: peak memory, one file / 16 files`, value: one / many, atMost: 1.15 };
}

function resultOf(files: FileResults | undefined, name: string): Result | undefined {
  return files?.results.find((result) => result.name === name);
}
