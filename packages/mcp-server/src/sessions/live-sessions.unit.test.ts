import { describe, expect, it } from 'vitest';

import { createLiveSessions } from './live-sessions.ts';
import type { Session } from './session.ts';

describe('sessions in memory', () => {
  it('are never more than they may be, and the one that was silent longest goes first', () => {
    const { sessions, gone, open } = setUp({ maxSessions: 3 });
    for (const name of ['a', 'b', 'c']) open(name);
    sessions.find('a');
    for (let index = 0; index < 1000; index += 1) {
      open(`d${index}`);
      expect(sessions.size).toBeLessThanOrEqual(3);
    }

    expect(gone.slice(0, 3)).toEqual(['b displaced', 'c displaced', 'a displaced']);
  });

  it('stay while they run a call', () => {
    const { sessions, gone, clock, open } = setUp({ maxSessions: 2, idleMs: 1000 });
    open('busy', 1);
    open('quiet');
    open('new');
    clock.nowMs = 5000;
    sessions.sweep();

    expect(gone).toEqual(['quiet displaced', 'new idle']);
    expect(sessions.find('busy')).not.toBeNull();
    expect(sessions.runningCalls).toBe(1);
  });

  it('have no room when every one runs a call', () => {
    const { sessions, open } = setUp({ maxSessions: 2 });
    open('a', 1);
    expect(sessions.hasRoom()).toBe(true);
    open('b', 1);

    expect(sessions.hasRoom()).toBe(false);
  });

  it('are forgotten when they were silent for too long', () => {
    const { sessions, clock, gone, open } = setUp({ idleMs: 1000 });
    open('a');
    open('b');
    clock.nowMs = 800;
    sessions.find('b');
    clock.nowMs = 1500;
    sessions.sweep();
    expect(gone).toEqual(['a idle']);
    clock.nowMs = 1900;
    sessions.sweep();

    expect(gone).toEqual(['a idle', 'b idle']);
    expect(sessions.size).toBe(0);
  });

  it('end once, whoever ends them', async () => {
    const { sessions, gone, open } = setUp({});
    const session = open('a');
    await Promise.all([sessions.end(session, 'client'), sessions.closeAll()]);

    expect(gone).toEqual(['a client']);
  });
});

function setUp({ maxSessions = 100, idleMs = 60_000 }) {
  const clock = { nowMs: 0 };
  const gone: string[] = [];
  const sessions = createLiveSessions({
    maxSessions,
    idleMs,
    nowMs: () => clock.nowMs,
    onGone: ({ facts }, reason) => gone.push(`${facts.name} ${reason}`),
  });
  return { sessions, clock, gone, open };

  function open(name: string, running = 0): Session {
    const session = { facts: { name }, running, async close() {} } as Session;
    sessions.add(session);
    return session;
  }
}
