import type { DatabaseSync } from 'node:sqlite';
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

  define('discover', (groupId: number, message: string) => {
    const { undiscoveredGroups, discovered, tuples } = running();
    const values = undiscoveredGroups.has(groupId) ? null : discoverFields(message, discovered);
    return values === null ? null : tuples.push(values) - 1;
  });
  define('extract', (extraction: number, value: Value) => {
    const { plan, tuples } = running();
    const { regex, captures } = plan.extractions[extraction] ?? { regex: /$^/, captures: [] };
    const match = regex.exec(toText(value) ?? '');
    if (match === null || value === null) return null;
    const { groups } = match;
    const values = captures.map((name, index) =>
      groups === undefined ? (match[index + 1] ?? null) : (groups[name] ?? null),
    );
    return tuples.push(values) - 1;
  });
  define('pick', (tuple: number | null, index: number) =>
    tuple === null ? null : (running().tuples[tuple]?.[index] ?? null),
  );
  define('matches', (regex: number, value: Value) =>
    value !== null && running().plan.regexes[regex]?.test(toText(value) ?? '') === true ? 1 : 0,
  );
  define('contains', (value: Value, searched: string) =>
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

/** The opaque value of `@ptr`. */
function pointerOf(eventId: number): string {
  return Buffer.from(`event:${String(eventId).padStart(20, '0')}`).toString('base64');
}
