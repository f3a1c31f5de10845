import { asNumber } from './as-number.ts';
import type { Column, ValueType } from './column.ts';

/** An aggregate as SQL over the columns that hold its arguments. */
export interface Aggregate {
  /** Over all rows. */
  direct: string;
  /** Over some of the rows, and then over the results; null where that gives something else. */
  inParts: { partials: string[]; merged: (partials: readonly string[]) => string } | null;
  type: ValueType;
}

export interface AggregateFunction {
  minimum: number;
  maximum: number;
  /** SQL of an argument's column. */
  argument(column: Column): string;
  /** Also needs the time and the id of the event. */
  needsEvents?: boolean;
  build(argumentIds: readonly string[], type: ValueType): Aggregate;
}

const orderable = (column: Column) =>
  column.type === 'value' || column.type === 'text'
    ? `insights_orderable(${column.sql})`
    : column.sql;

/** Aggregations of CWL_QuerySyntax-Stats, by lower-case name. */
export const aggregateFunctions: Readonly<Record<string, AggregateFunction>> = {
  count: {
    minimum: 0,
    maximum: 1,
    argument: ({ sql }) => sql,
    build([id = '*']) {
      const direct = `count(${id})`;
      return { direct, inParts: { partials: [direct], merged: sumOf }, type: 'number' };
    },
  },
  sum: {
    minimum: 1,
    maximum: 1,
    argument: asNumber,
    build([id = '']) {
      const direct = `sum(${exact(id)})`;
      return { direct, inParts: { partials: [direct], merged: sumOf }, type: 'number' };
    },
  },
  avg: {
    minimum: 1,
    maximum: 1,
    argument: asNumber,
    build: ([id = '']) => ({
      direct: `avg(${id})`,
      inParts: {
        partials: [`sum(${exact(id)})`, `count(${id})`],
        merged: ([sum, count]) => `CAST(sum(${sum}) AS REAL) / nullif(sum(${count}), 0)`,
      },
      type: 'number',
    }),
  },
  min: extreme('min'),
  max: extreme('max'),
  count_distinct: {
    minimum: 1,
    maximum: 1,
    argument: ({ sql }) => `insights_text(${sql})`,
    build: ([id = '']) => ({
      direct: `count(DISTINCT ${id})`,
      inParts: null,
      type: 'number',
    }),
  },
  pct: {
    minimum: 2,
    maximum: 2,
    argument: asNumber,
    build: ([id = '', percent = '']) => ({
      direct: `insights_percentile(${id}, ${percent})`,
      inParts: null,
      type: 'number',
    }),
  },
  stddev: {
    minimum: 1,
    maximum: 1,
    argument: asNumber,
    build: ([id = '']) => ({
      direct: `insights_deviation(${id})`,
      inParts: null,
      type: 'number',
    }),
  },
  earliest: ofEvent('earliest'),
  latest: ofEvent('latest'),
  sortsfirst: sorting('sorts_first'),
  sortslast: sorting('sorts_last'),
};

function extreme(name: 'min' | 'max'): AggregateFunction {
  return {
    minimum: 1,
    maximum: 1,
    argument: orderable,
    build([id = ''], type) {
      const direct = `${name}(${id})`;
      const merged = ([partial = '']: readonly string[]) => `${name}(${partial})`;
      return { direct, inParts: { partials: [direct], merged }, type };
    },
  };
}

function ofEvent(name: string): AggregateFunction {
  return {
    minimum: 1,
    maximum: 1,
    needsEvents: true,
    argument: ({ sql }) => sql,
    build: ([id = ''], type) => ({
      direct: `insights_${name}(e_timestamp, e_id, ${id})`,
      inParts: null,
      type,
    }),
  };
}

function sorting(name: string): AggregateFunction {
  return {
    minimum: 1,
    maximum: 1,
    argument: ({ sql }) => sql,
    build: ([id = ''], type) => ({ direct: `insights_${name}(${id})`, inParts: null, type }),
  };
}

/** Whole numbers as integers, so that their sum is exact; JavaScript hands them over as reals. */
function exact(id: string): string {
  return `iif(${id} = CAST(${id} AS INTEGER) AND abs(${id}) < 9e15, CAST(${id} AS INTEGER), ${id})`;
}

function sumOf([partial = '']: readonly string[]): string {
  return `sum(${partial})`;
}
