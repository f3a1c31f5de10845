import type { CellStore } from './cell-store.ts';
import type { Flight } from './flight.ts';

/** Which cells are being read, for whoever uses the same store. */
export interface FlightTable {
  find(key: string, cell: number): Flight | null;
  /** Cells that another flight reads by now stay with the newer one. */
  add(flight: Flight, cells: FlightCells): void;
  remove(flight: Flight, cells: FlightCells): void;
}

export interface FlightCells {
  key: string;
  cells: readonly number[];
}

const tables = new WeakMap<CellStore, FlightTable>();

export function flightTable(store: CellStore): FlightTable {
  const table = tables.get(store) ?? createTable();
  tables.set(store, table);
  return table;
}

function createTable(): FlightTable {
  const flights = new Map<string, Flight>();
  return {
    find(key, cell) {
      const flight = flights.get(nameOf(key, cell));
      return flight === undefined || flight.isAbandoned ? null : flight;
    },
    add(flight, { key, cells }) {
      for (const cell of cells) flights.set(nameOf(key, cell), flight);
    },
    remove(flight, { key, cells }) {
      for (const cell of cells) {
        const name = nameOf(key, cell);
        if (flights.get(name) === flight) flights.delete(name);
      }
    },
  };
}

function nameOf(key: string, cell: number): string {
  return `${cell} ${key}`;
}
