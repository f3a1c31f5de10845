import type { DatabaseSync } from 'node:sqlite';
import type { QueryPlan } from '../compile/query-plan.ts';
import type { Period } from '../language/syntax-tree.ts';
import { dateCeiling, dateFloor } from './calendar.ts';
import { discoverFields } from './discover-fields.ts';
import { naturalKey, naturalRank } from './natural-order.ts';
import type { QueryRun } from './query-run.ts';
import { registerAggregates } from './register-aggregates.ts';
import { scalarFunctions } from './scalar-functions.ts';
import { compareValues, toNumber, toText, type Value } from './values.ts';

/** Runs statements on behalf of one query. */
export type RunFor = <Result>(run: QueryRun, statement: () => Result) => Result;

const known = new WeakMap<DatabaseSync, RunFor>();

/** Teaches a database, once, the functions that the SQL of queries calls. */
export function registerFunctions(database: DatabaseSync): RunFor {
  const existing = known.get(database);
  if (existing !== undefined) return existing;
  let current: QueryRun | null = null;

  function running(): QueryRun {
    if (current === null) throw new Error('No query runs.');
    return current;
  }

  const runFor: RunFor = (run, statement) => {
    current = run;
    try {
      return statement();
    } finally {
      current = null;
      run.tuples.length = 0;
    }
  };

  const define = (name: string, run: (...values: never[]) => Value) =>
    database.function(
      `insights_${name}`,
      { varargs: true },
      run as unknown as (...values: unknown[]) => Value,
    );

  /** Also for a value that was handed over before. */
  const defineForHeld = (name: string, compute: (constant: never, value: Value) => Value) => {
    define(name, compute);
    define(`${name}_held`, (constant: never, held: number) =>
      compute(constant, running().tuples[held]?.[0] ?? null),
    );
  };

  define('hold', (message: string) => running().tuples.push([message]) - 1);
  define('discover', (groupId: number, held: number) => {
    const { undiscoveredGroups, discovered, tuples } = running();
    if (undiscoveredGroups.has(groupId)) return null;
    const values = discoverFields(toText(tuples[held]?.[0] ?? null) ?? '', discovered);
    return values === null ? null : tuples.push(values) - 1;
  });
  defineForHeld('extract', (extraction: number, value) => {
    const { plan, tuples } = running();
    const text = toText(value);
    const captured = text === null ? null : extract(plan.extractions[extraction], text);
    return captured === null ? null : tuples.push(captured) - 1;
  });
  defineForHeld('capture', (extraction: number, value) => {
    const text = toText(value);
    return text === null
      ? null
      : (extract(running().plan.extractions[extraction], text)?.[0] ?? null);
  });
  define('pick', (tuple: number | null, index: number) =>
    tuple === null ? null : (running().tuples[tuple]?.[index] ?? null),
  );
  defineForHeld('matches', (regex: number, value) => {
    const text = toText(value);
    return text !== null && running().plan.regexes[regex]?.test(text) === true ? 1 : 0;
  });
  defineForHeld('contains', (searched: string, value) =>
    toText(value)?.includes(searched) === true ? 1 : 0,
  );
  define('clock', (which: 'now' | 'start' | 'end' | 'range') => {
    const { nowMs, startMs, endMs } = running();
    const seconds = Math.floor(nowMs / 1_000);
    return { now: seconds, start: startMs, end: endMs, range: endMs - startMs }[which];
  });
  define('number', toNumber);
  define('text', toText);
  define('compare', compareValues);
  define('orderable', (value: Value) => toNumber(value) ?? value);
  define('modulus', (left: number | null, right: number | null) =>
    left === null || right === null || right === 0 ? null : left % right,
  );
  define('date_floor', (timestamp: number | null, amount: number, unit: Period['unit']) =>
    timestamp === null ? null : dateFloor(timestamp, { amount, unit }),
  );
  define('date_ceiling', (timestamp: number | null, amount: number, unit: Period['unit']) =>
    timestamp === null ? null : dateCeiling(timestamp, { amount, unit }),
  );
  define('sort_rank', naturalRank);
  define('sort_key', naturalKey);
  define('pointer', (eventId: number) => pointerOf(eventId));
  for (const [name, { run }] of scalarFunctions) define(name, run);
  registerAggregates(database);

  known.set(database, runFor);
  return runFor;
}

/** What the groups of a regular expression or the wildcards of a glob have caught. */
function extract(extraction: QueryPlan['extractions'][number] | undefined, text: string) {
  const match = extraction?.regex.exec(text) ?? null;
  if (match === null) return null;
  const { groups } = match;
  return (
    extraction?.captures.map((name, index) =>
      groups === undefined ? (match[index + 1] ?? null) : (groups[name] ?? null),
    ) ?? null
  );
}

/** The opaque value of `@ptr`. */
function pointerOf(eventId: number): string {
  return Buffer.from(`event:${String(eventId).padStart(20, '0')}`).toString('base64');
}
