import pLimit from 'p-limit';

import type { CellKey } from './cell-key.ts';
import { settledUntil, spansOf } from './cell-grid.ts';
import type { CellStore } from './cell-store.ts';
import { startFlight, type Flight } from './flight.ts';
import { flightTable } from './flight-table.ts';
import { cutIntoCells, readSpan, type CreateGrouper } from './read-span.ts';
import { groupColumns } from '../model/group-columns.ts';
import type { LogSource, ReadRequest } from '../source/log-source.ts';

export interface BoardOptions {
  leaf: LogSource;
  store: CellStore;
  key: CellKey;
  query: ReadRequest['query'];
  /** Cells that are not kept. */
  missing: readonly number[];
  nowMs: number;
  createGrouper: CreateGrouper;
}

/** A reading, and the cells that are wanted of it. */
export interface Boarded {
  flight: Flight;
  cells: readonly number[];
  /** Somebody else has started it, and pays for it. */
  isJoined: boolean;
}

/** Neighbors are read together, so there are seldom several gaps. */
const gapsAtATime = 4;
/** What may still change is not shared for longer: the answer would be that much older. */
const freshMs = 30_000;

/** Joins the readings that other reports have started, and starts those of what nobody reads. */
export function boardFlights(options: BoardOptions): Boarded[] {
  const { store, key, missing, nowMs } = options;
  const table = flightTable(store);
  const settledMs = settledUntil(nowMs);
  const flightOf = (startMs: number): Flight | null => {
    const flight = table.find(key.text, startMs);
    if (flight === null || startMs + key.cellMs <= settledMs) return flight;
    return nowMs - flight.startedAtMs <= freshMs ? flight : null;
  };
  const joined = Map.groupBy(missing, flightOf);
  const unread = joined.get(null) ?? [];
  const limit = pLimit(gapsAtATime);
  return [
    ...[...joined].flatMap(([flight, cells]) =>
      flight === null ? [] : [{ flight, cells, isJoined: true }],
    ),
    ...spansOf(unread, key.cellMs).map((span) => {
      const cells = unread.filter((cell) => cell >= span.startMs && cell < span.endMs);
      return { flight: takeOff(cells, { ...options, span, limit }), cells, isJoined: false };
    }),
  ];
}

interface TakeOffOptions extends BoardOptions {
  span: { startMs: number; endMs: number };
  limit: ReturnType<typeof pLimit>;
}

/** Reads a span, keeps what is settled of it, and only then lets go of its cells. */
function takeOff(cells: readonly number[], options: TakeOffOptions): Flight {
  const { leaf, store, key, query, nowMs, span, limit, createGrouper } = options;
  const table = flightTable(store);
  const held = { key: key.text, cells };
  const flight = startFlight({
    startedAtMs: nowMs,
    read: async ({ signal, onUpdate }) => {
      try {
        const grouper = createGrouper(groupColumns(query));
        const reading = await limit(() =>
          readSpan(leaf, { span, query, signal, grouper, onUpdate }),
        );
        const settledMs = settledUntil(nowMs);
        const settled = cells.filter((startMs) => startMs + key.cellMs <= settledMs);
        const { cellMs } = key;
        const kept = cutIntoCells(reading, { cells: settled, cellMs, readAtMs: nowMs });
        if (kept.size > 0) await store.put(key, kept);
        return reading;
      } finally {
        table.remove(flight, held);
      }
    },
  });
  table.add(flight, held);
  return flight;
}
