import type { AggregateOptions, DatabaseSync } from 'node:sqlite';
import { compareNaturally } from './natural-order.ts';
import type { Value } from './values.ts';

/** The state of an aggregation is any JavaScript value, which the types of node:sqlite leave out. */
interface Aggregation<State> {
  start(): State;
  step(state: State, ...values: Value[]): State;
  result(state: State): Value;
}

interface Candidate {
  timestamp: number;
  id: number;
  value: Value;
}

/** Teaches a database the aggregations that SQLite lacks. */
export function registerAggregates(database: DatabaseSync): void {
  const define = <State>(name: string, aggregation: Aggregation<State>) =>
    database.aggregate(`insights_${name}`, {
      ...aggregation,
      varargs: true,
    } as unknown as AggregateOptions);

  // AWS approximates percentiles; this is the nearest rank.
  define('percentile', {
    start: () => ({ numbers: [] as number[], percent: 0 }),
    step(state, value, percent) {
      if (typeof value === 'number') state.numbers.push(value);
      return { numbers: state.numbers, percent: Number(percent) };
    },
    result({ numbers, percent }) {
      const sorted = numbers.toSorted((left, right) => left - right);
      const rank = Math.ceil((percent / 100) * sorted.length);
      return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1] ?? null;
    },
  });
  define('deviation', {
    start: () => ({ count: 0, mean: 0, squares: 0 }),
    step(state, value) {
      if (typeof value !== 'number') return state;
      const count = state.count + 1;
      const mean = state.mean + (value - state.mean) / count;
      return { count, mean, squares: state.squares + (value - state.mean) * (value - mean) };
    },
    result: ({ count, squares }) => (count < 2 ? null : Math.sqrt(squares / (count - 1))),
  });
  const extremeEvent = (name: string, isBetter: (left: Candidate, right: Candidate) => boolean) =>
    define(name, {
      start: (): { best: Candidate | null } => ({ best: null }),
      step({ best }, timestamp, id, value) {
        const candidate = { timestamp, id, value } as Candidate;
        if (value === null) return { best };
        return { best: best === null || isBetter(candidate, best) ? candidate : best };
      },
      result: ({ best }) => best?.value ?? null,
    });
  extremeEvent('earliest', (left, right) => order(left, right) < 0);
  extremeEvent('latest', (left, right) => order(left, right) > 0);
  const extremeValue = (name: string, isBetter: (left: Value, right: Value) => boolean) =>
    define(name, {
      start: (): { best: Value } => ({ best: null }),
      step({ best }, value = null) {
        if (value === null) return { best };
        return { best: best === null || isBetter(value, best) ? value : best };
      },
      result: ({ best }) => best,
    });
  extremeValue('sorts_first', (left, right) => compareNaturally(left, right) < 0);
  extremeValue('sorts_last', (left, right) => compareNaturally(left, right) > 0);
}

function order(left: Candidate, right: Candidate): number {
  return left.timestamp - right.timestamp || left.id - right.id;
}
