import type { DatabaseSync } from 'node:sqlite';

/** Events of one group with (timestamp, id) above the lower bound and up to the upper one. */
export interface EventRange extends Record<string, number> {
  groupId: number;
  fromMs: number;
  fromId: number;
  toMs: number;
  toId: number;
}

/** Cuts a group's events between two instants, both inclusive, into ranges, the newest first. */
export function* eventRanges(
  database: DatabaseSync,
  options: { groupId: number; startMs: number; endMs: number; size: number },
): Generator<EventRange> {
  const { groupId, startMs, endMs, size } = options;
  const nextBelow = database.prepare(`
    SELECT timestamp, id FROM event
    WHERE group_id = ? AND timestamp BETWEEN ? AND ? AND (timestamp, id) <= (?, ?)
    ORDER BY timestamp DESC, id DESC LIMIT 1 OFFSET ?`);
  let upper = { toMs: endMs, toId: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const { toMs, toId } = upper;
    const below = nextBelow.get(groupId, startMs, toMs, toMs, toId, size);
    if (below === undefined) {
      yield { groupId, fromMs: startMs, fromId: 0, ...upper };
      return;
    }
    const lower = { fromMs: Number(below['timestamp']), fromId: Number(below['id']) };
    yield { groupId, ...lower, ...upper };
    upper = { toMs: lower.fromMs, toId: lower.fromId };
  }
}
