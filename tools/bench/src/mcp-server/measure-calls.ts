import { compete, type Result } from '../contender.ts';
import type { Mark } from '../files/file-marks.ts';
import { runServer, type ServerRun } from './run-server.ts';

const names = {
  bareStateful: 'bare SDK, session alive: tools/call',
  ours: 'bedrock-spend, session alive: tools/call',
  list: 'bedrock-spend, session alive: tools/list',
  bareStateless: 'bare SDK, a server for each call: tools/call',
  rebuilt: 'bedrock-spend, session rebuilt: tools/call',
  bareModern: 'bare SDK 2, 2026-07-28: tools/call',
  oursModern: 'bedrock-spend, 2026-07-28: tools/call',
} as const;

/** What a call costs beside servers that are nothing but the SDK and one tool. */
export async function measureCalls(options: { rounds: number; calls: number }): Promise<Result[]> {
  const { rounds, calls } = options;
  const alive = { calls, sessions: 1, atOnce: 10, method: 'tools/call' } as const;
  // One after the other: a session that is being called is not thrown out, and has not to be rebuilt.
  const alone = { ...alive, atOnce: 1 };
  const runs: Record<keyof typeof names, ServerRun> = {
    bareStateful: { server: 'bare-stateful', ...alive },
    ours: { server: 'ours', ...alive },
    list: { server: 'ours', ...alive, method: 'tools/list' },
    bareStateless: { server: 'bare-stateless', ...alone, sessions: 0 },
    rebuilt: { server: 'ours', words: ['rebuilt'], ...alone, sessions: 50 },
    bareModern: { server: 'bare-modern', ...alive, sessions: 0, modern: true },
    oursModern: { server: 'ours', ...alive, sessions: 0, modern: true },
  };
  const contenders = (Object.keys(names) as (keyof typeof names)[]).map((key) => ({
    name: names[key],
    run: () => runServer(runs[key]),
  }));
  return compete(contenders, rounds);
}

export function callMarks(results: readonly Result[]): Mark[] {
  return [
    mark(names.ours, names.bareStateful, 1.25),
    mark(names.rebuilt, names.bareStateless, 1),
    mark(names.list, names.ours, 1),
    mark(names.oursModern, names.bareModern, 1.25),
  ].filter((found) => found !== null);

  function mark(what: string, yardstick: string, atMost: number): Mark | null {
    const ours = results.find(({ name }) => name === what);
    const theirs = results.find(({ name }) => name === yardstick);
    if (ours === undefined || theirs === undefined) return null;
    const value = ours.cpuSeconds.median / theirs.cpuSeconds.median;
    return { what: `CPU, ${what} / ${yardstick}`, value, atMost };
  }
}
