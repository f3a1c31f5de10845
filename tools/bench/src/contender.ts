import type { Measurement } from './measurement.ts';
import { spreadOf, type Spread } from './spread.ts';

/** One of several programs that do the same work. */
export interface Contender {
  name: string;
  run(): Promise<Measurement>;
}

/** What a contender cost over all rounds. */
export interface Result {
  name: string;
  cpuSeconds: Spread;
  wallSeconds: Spread;
  peakMegabytes: Spread | null;
  totals: Readonly<Record<string, number>>;
  calls: Readonly<Record<string, number>>;
}

/**
 * Runs the contenders one after the other, round after round, so that whatever else the machine does
 * meets all of them alike.
 */
export async function compete(contenders: readonly Contender[], rounds: number): Promise<Result[]> {
  const measured = contenders.map(() => [] as Measurement[]);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      measured[index]?.push(await contender.run());
    }
  }
  return contenders.map(({ name }, index) => resultOf(name, measured[index] ?? []));
}

function resultOf(name: string, measurements: readonly Measurement[]): Result {
  const peaks = measurements.flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
  return {
    name,
    cpuSeconds: spreadOf(measurements.map(({ cpuSeconds }) => cpuSeconds)),
    wallSeconds: spreadOf(measurements.map(({ wallSeconds }) => wallSeconds)),
    peakMegabytes: peaks.length === 0 ? null : spreadOf(peaks),
    totals: measurements[0]?.totals ?? {},
    calls: measurements[0]?.calls ?? {},
  };
}
