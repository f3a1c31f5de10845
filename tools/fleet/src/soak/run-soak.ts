import { setTimeout as wait } from 'node:timers/promises';

import { createRandom } from '@bedrock-spend/sample-logs/random';

import { spawnFleet, type Fleet, type FleetOptions } from '../spawn-fleet.ts';
import type { HeapFigures } from '../spawn-instance.ts';
import { killAtRandom } from './kill-at-random.ts';
import { makeCall, type CallResult } from './make-call.ts';
import { nextCall, type SoakCall } from './soak-call.ts';
import { soakResult, type SoakResult } from './soak-result.ts';
import { openSession, type SoakSession } from './soak-session.ts';

export interface SoakOptions {
  sessions: number;
  calls: number;
  instances: number;
  /** The same calls and the same kills for the same seed; what falls together is up to the machine. */
  seed: number;
  /** Calls that run at the same time. */
  concurrency: number;
  /** Least and most time between two kills or starts, in milliseconds. */
  pauseMs: readonly [least: number, most: number];
  /** Pause before memory is measured: timers of calls that have ended, and unused connections, live on for seconds. */
  settleMs: number;
  /** Takes a line of progress. */
  tell: (line: string) => void;
  /** Default `dynamodb`. With `memory`, instances know nothing of each other: for trying the soak itself. */
  store?: FleetOptions['store'];
}

const fixtures = new URL('soak-fixtures.ts', import.meta.url).href;

/** Makes calls in many sessions on a fleet whose instances are killed and started meanwhile. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const { tell, instances, store = 'dynamodb' } = options;
  const fleet = await spawnFleet({ count: instances, store, fixtures });
  try {
    tell(`${instances} instances behind ${fleet.url}`);
    await warmUp(fleet, options);
    const sessions = await openSessions(fleet, options);
    tell(`${sessions.length} sessions opened`);
    return await soak(fleet, sessions, options);
  } finally {
    await fleet.stop();
  }
}

async function soak(
  fleet: Fleet,
  sessions: readonly SoakSession[],
  options: SoakOptions,
): Promise<SoakResult> {
  const { calls, seed, settleMs, tell } = options;
  const startMs = performance.now();
  const over = new AbortController();
  const random = createRandom(seed, 'kills');
  const running = new Set<Promise<CallResult>>();
  const callsEnded = async () => Promise.all(running);
  const killing = killAtRandom({ fleet, ...options, random, callsEnded, signal: over.signal });
  const strays: string[] = [];
  const listening = sessions
    .filter((_, index) => index % 10 === 0)
    .map((session) => listenOn(session, strays, over.signal));

  const plan = planOf(sessions, options);
  const results = await makeCalls(plan.slice(0, calls / 4), { ...options, running });
  const early = await heapOf(fleet, settleMs);
  tell(`after ${results.length} calls: ${megabytes(early.heapBytes)} of heap`);
  results.push(...(await makeCalls(plan.slice(calls / 4), { ...options, running })));
  const durationMs = performance.now() - startMs - settleMs;
  over.abort();
  const { kills, starts } = await killing;
  await Promise.all(listening);
  const late = await heapOf(fleet, settleMs);
  tell(`after ${results.length} calls: ${megabytes(late.heapBytes)} of heap`);

  const problems = [...strays, ...(await endProblems(sessions))];
  return soakResult({
    results,
    problems,
    kills,
    starts,
    durationMs,
    heap: { early: early.heapBytes, late: late.heapBytes },
  });
}

async function openSessions(fleet: Fleet, { sessions, seed }: SoakOptions): Promise<SoakSession[]> {
  const random = createRandom(seed, 'sessions');
  const opened: SoakSession[] = [];
  while (opened.length < sessions) {
    opened.push(await openSession(fleet.url, random.chance(0.75) ? 'info' : 'error'));
  }
  return opened;
}

interface PlannedCall {
  session: SoakSession;
  call: SoakCall;
}

function planOf(
  sessions: readonly SoakSession[],
  { calls, seed }: Pick<SoakOptions, 'calls' | 'seed'>,
): PlannedCall[] {
  const random = createRandom(seed, 'calls');
  return Array.from({ length: calls }, (_, number) => ({
    session: random.pick(sessions),
    call: nextCall(random, number),
  }));
}

async function makeCalls(
  plan: readonly PlannedCall[],
  { concurrency, running }: { concurrency: number; running: Set<Promise<CallResult>> },
): Promise<CallResult[]> {
  const results: CallResult[] = [];
  const rest = plan.values();
  const workers = Array.from({ length: concurrency }, async () => {
    for (const { session, call } of rest) {
      const result = makeCall(session, call);
      running.add(result);
      results.push(await result);
      running.delete(result);
    }
  });
  await Promise.all(workers);
  return results;
}

/** Calls until the instance whose memory is measured has loaded and compiled all that calls need. */
async function warmUp(fleet: Fleet, { seed, concurrency }: SoakOptions): Promise<void> {
  const session = await openSession(fleet.instanceUrl(0), 'info');
  const plan = planOf([session], { calls: 800, seed });
  await makeCalls(plan, { concurrency, running: new Set() });
  await session.end();
}

/** Nothing belongs on the stream of a session itself: every message is about a call. */
async function listenOn(
  session: SoakSession,
  strays: string[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await session.listen((message) => {
      strays.push(`a session's own stream got ${JSON.stringify(message)}`);
    }, signal);
    await wait(500, undefined, { signal }).catch(() => {});
  }
}

/** A session that was ended on one instance is over on the next. */
async function endProblems(sessions: readonly SoakSession[]): Promise<string[]> {
  const problems: string[] = [];
  for (const session of sessions) {
    const status = await session.end();
    if (status !== 200 && status !== 204) problems.push(`ending a session was answered ${status}`);
    const after = await session.request('ping', {}, { id: session.nextId(), hear() {} });
    if (after.end !== 'broken' || !after.reason.startsWith('404')) {
      problems.push(`a session that was ended goes on: ${JSON.stringify(after)}`);
    }
  }
  return problems;
}

/** What the instance that is never killed keeps, when what calls leave behind for a moment is gone. */
async function heapOf(fleet: Fleet, settleMs: number): Promise<HeapFigures> {
  await wait(settleMs);
  return fleet.heap(0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
