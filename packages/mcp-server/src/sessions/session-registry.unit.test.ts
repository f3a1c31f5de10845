import { describe, expect, it } from 'vitest';

import { createSessionRegistry } from './session-registry.ts';
import type { Session } from './session.ts';

describe('the registry of sessions', () => {
  it('never holds more than it may, and gives up the one that was silent longest', () => {
    const { registry, closed, open } = setUp({ maxSessions: 3 });
    for (const id of ['a', 'b', 'c']) open(id);
    registry.find('a');
    for (let index = 0; index < 1000; index += 1) {
      open(`d${index}`);
      expect(registry.size).toBeLessThanOrEqual(3);
    }

    expect(closed.slice(0, 3)).toEqual(['b', 'c', 'a']);
  });

  it('never gives up a session that runs a call', () => {
    const { registry, closed, open } = setUp({ maxSessions: 2 });
    open('busy', [1]);
    open('quiet');
    open('new');

    expect(closed).toEqual(['quiet']);
    expect(registry.find('busy')).not.toBeNull();
    expect(registry.runningCalls).toBe(1);
  });

  it('has no room when every session runs a call', () => {
    const { registry, open } = setUp({ maxSessions: 2 });
    open('a', [1]);
    expect(registry.hasRoom()).toBe(true);
    open('b', [1]);

    expect(registry.hasRoom()).toBe(false);
  });

  it('ends sessions that were silent for too long, at the latest when they are asked for', () => {
    const { registry, clock, closed, open } = setUp({ idleMs: 1000 });
    open('a');
    open('b');
    clock.nowMs = 800;
    registry.find('b');
    clock.nowMs = 1500;

    expect(registry.find('a')).toBeNull();
    registry.sweep();
    expect(closed).toEqual(['a']);
    clock.nowMs = 1900;
    registry.sweep();
    expect(closed).toEqual(['a', 'b']);
    expect(registry.size).toBe(0);
  });

  it('leaves silent sessions alone while a stream to them is open, and counts from its end', () => {
    const { registry, clock, closed, open } = setUp({ idleMs: 1000 });
    const release = registry.hold(open('a'));
    clock.nowMs = 5000;
    registry.sweep();
    release();
    clock.nowMs = 5900;
    registry.sweep();
    expect(closed).toEqual([]);
    clock.nowMs = 6100;
    registry.sweep();

    expect(closed).toEqual(['a']);
  });

  it('leaves silent sessions alone while they run a call', () => {
    const { registry, clock, closed, open } = setUp({ idleMs: 1000 });
    open('a', [1]);
    clock.nowMs = 5000;
    registry.sweep();

    expect(closed).toEqual([]);
  });
});

function setUp({ maxSessions = 10, idleMs = 60_000 }) {
  const clock = { nowMs: 0 };
  const closed: string[] = [];
  const registry = createSessionRegistry({ maxSessions, idleMs }, () => clock.nowMs);
  const open = (id: string, running: number[] = []): Session => {
    const session = {
      id,
      running: new Set(running),
      close: async () => {
        closed.push(id);
        registry.remove(session);
      },
    } as unknown as Session;
    registry.add(session);
    return session;
  };
  return { registry, clock, closed, open };
}
