import type { Layer, Stage } from '../compile/query-plan.ts';

/** A range of (timestamp, id) in one group that excludes its lower end. */
const IN_RANGE = `
  group_id = :groupId AND timestamp BETWEEN :fromMs AND :toMs
    AND (timestamp, id) > (:fromMs, :fromId) AND (timestamp, id) <= (:toMs, :toId)`;

export const EVENTS_OF_RANGE = `
  SELECT id AS e_id, group_id AS e_group_id, stream_id AS e_stream_id, timestamp AS e_timestamp,
    ingestion_time AS e_ingestion_time, message AS e_message
  FROM event WHERE ${IN_RANGE}`;

export const SIZE_OF_RANGE = `
  SELECT count(*) AS records, coalesce(sum(bytes), 0) AS bytes FROM event WHERE ${IN_RANGE}`;

/** Names of the columns of the table that holds what a stage has kept. */
export function keptColumns({ columns, boundary }: Stage): string[] {
  if (boundary.kind !== 'group' || boundary.partials === null) return columns.map(({ id }) => id);
  return [...boundary.keys, ...boundary.partials.map(({ id }) => id), 'matched'];
}

/** Fills the table of a stage from its source. */
export function keepRowsSql(stage: Stage, source: string, table: string): string {
  const { columns, boundary } = stage;
  const selected = `SELECT ${list(columns)} FROM (${layered(source, stage.layers)}) LIMIT -1`;
  const into = `INSERT INTO ${table} (${keptColumns(stage).join(', ')})`;
  if (boundary.kind !== 'group' || boundary.partials === null) return `${into} ${selected}`;
  const keys = boundary.keys.join(', ');
  const partials = [...boundary.partials, { id: 'matched', sql: 'count(*)' }];
  const results = [keys, ...partials.map(({ sql }) => sql)].filter((part) => part !== '');
  const grouping = keys === '' ? 'HAVING count(*) > 0' : `GROUP BY ${keys}`;
  return `${into} SELECT ${results.join(', ')} FROM (${selected}) ${grouping}`;
}

/** Counts the rows of a stage without keeping them. */
export function countRowsSql({ layers }: Stage, source: string): string {
  return `SELECT count(*) AS rows FROM (${layered(source, layers)})`;
}

/** The rows of a table behind the boundary of its stage; `order` is the order of its rows. */
export function boundarySql(stage: Stage, table: string, order: string): string {
  const { boundary } = stage;
  const kept = keptColumns(stage).join(', ');
  switch (boundary.kind) {
    case 'sort': {
      const keys = boundary.keys.flatMap(({ column, descending }) =>
        [
          `insights_sort_rank(${column})`,
          `insights_number(${column})`,
          `insights_sort_key(${column})`,
        ].map((key) => `${key} ${descending ? 'DESC' : 'ASC'}`),
      );
      return `SELECT ${kept} FROM ${table} ORDER BY ${[...keys, order].join(', ')}`;
    }
    case 'limit':
      return `SELECT ${kept} FROM ${table} ORDER BY ${order} LIMIT ${boundary.count}`;
    case 'dedup': {
      const keys = boundary.columns.map((column) => `insights_text(${column})`).join(', ');
      const absent = boundary.columns.map((column) => `${column} IS NULL`).join(' OR ');
      const ranked = `SELECT *, row_number() OVER (PARTITION BY ${keys} ORDER BY ${order}) AS place FROM ${table}`;
      return `SELECT ${kept} FROM (${ranked}) WHERE place = 1 OR ${absent} ORDER BY ${order}`;
    }
    case 'group': {
      const columns = [...boundary.keys.map((id) => ({ id, sql: id })), ...boundary.results];
      const keys = boundary.keys.join(', ');
      const grouping = keys === '' ? 'HAVING count(*) > 0' : `GROUP BY ${keys}`;
      return `SELECT ${list(columns)} FROM ${table} ${grouping}`;
    }
    case 'end':
      return `SELECT ${kept} FROM ${table} ORDER BY ${order}`;
  }
}

/** Each layer has a limit: without one SQLite would merge them and compute columns many times. */
function layered(source: string, layers: readonly Layer[]): string {
  return layers.reduce((inner, { columns, where }) => {
    const selected = ['*', ...columns.map(({ id, sql }) => `${sql} AS ${id}`)].join(', ');
    const condition = where === undefined ? '' : ` WHERE ${where}`;
    return `SELECT ${selected} FROM (${inner})${condition} LIMIT -1`;
  }, `${source} LIMIT -1`);
}

function list(columns: readonly { id: string; sql: string }[]): string {
  if (columns.length === 0) return 'NULL AS no_column';
  return columns.map(({ id, sql }) => (sql === id ? id : `${sql} AS ${id}`)).join(', ');
}
