import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Measurement } from '../measurement.ts';
import { makeCalls, openSessions, type CallPlan } from './mcp-caller.ts';
import type { Usage } from './servers/serve-measured.ts';

export interface ServerRun extends Omit<CallPlan, 'url'> {
  /** Name of a program of `servers/`. */
  server: string;
  words?: readonly string[];
  /** Calls that let the server's code be compiled before anything is counted. Default 2000. */
  warmUpCalls?: number;
}

/** Processor time that a server in a process of its own takes for some calls. */
export async function runServer({
  server,
  words = [],
  warmUpCalls = 2000,
  ...plan
}: ServerRun): Promise<Measurement> {
  const program = fileURLToPath(new URL(`servers/${server}.ts`, import.meta.url));
  const child = fork(program, [...words], { execArgv: ['--conditions=@bedrock-spend/source'] });
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    const wanted = { ...plan, url: `http://127.0.0.1:${port}/mcp` };
    const sessions = await openSessions(wanted);
    const { onAnswer: _unheard, ...warmUp } = wanted;
    await makeCalls({ ...warmUp, calls: warmUpCalls }, sessions);
    const before = await usage();
    const startedMs = performance.now();
    await makeCalls(wanted, sessions);
    const wallSeconds = (performance.now() - startedMs) / 1000;
    const { cpuSeconds, peakMegabytes } = await usage();
    return { wallSeconds, cpuSeconds: cpuSeconds - before.cpuSeconds, peakMegabytes, totals: {} };
  } finally {
    child.kill();
  }

  async function usage(): Promise<Usage> {
    child.send('usage');
    const [told] = (await once(child, 'message')) as [Usage];
    return told;
  }
}
