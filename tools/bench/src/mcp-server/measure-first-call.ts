import { runServer } from './run-server.ts';
import { spreadOf, type Spread } from '../spread.ts';
import type { Mark } from '../files/file-marks.ts';

/** Milliseconds of the first call to a server that has said it is ready, and of a later one. */
export interface FirstCall {
  first: Spread;
  later: Spread;
}

/** Starts the server anew in each round. */
export async function measureFirstCall(rounds: number): Promise<FirstCall> {
  const firsts: number[] = [];
  const laters: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const times: number[] = [];
    await runServer({
      server: 'ours',
      calls: 200,
      sessions: 1,
      atOnce: 1,
      method: 'tools/call',
      warmUpCalls: 0,
      onAnswer: (durationMs) => times.push(durationMs),
    });
    firsts.push(times[0] ?? 0);
    laters.push(spreadOf(times.slice(1)).median);
  }
  return { first: spreadOf(firsts), later: spreadOf(laters) };
}

export function firstCallMark({ first, later }: FirstCall): Mark {
  return {
    what: 'wall, first tools/call of a server that is ready / a later one',
    value: first.median / later.median,
    atMost: 2,
  };
}
