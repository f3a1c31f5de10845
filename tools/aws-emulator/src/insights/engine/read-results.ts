import type { DatabaseSync } from 'node:sqlite';
import type { QueryPlan, Stage } from '../compile/query-plan.ts';
import { printTimestamp } from './calendar.ts';
import { createQueryTables, type QueryTables } from './query-tables.ts';
import { boundarySql, keepRowsSql, keptColumns } from './stage-sql.ts';
import { toText, type Value } from './values.ts';

/** One row of GetQueryResults: absent fields are absent, every value is a text. */
export type ResultRow = { field: string; value: string }[];

/**
 * Takes the rows that the first stage has kept so far through all that follows. Leaves the table as
 * it is, so that it serves partial results as well.
 */
export function readResults(
  database: DatabaseSync,
  { plan, keptTable, limit }: { plan: QueryPlan; keptTable: string; limit: number },
): ResultRow[] {
  const tables = createQueryTables(database);
  try {
    let table = keptTable;
    let order = plan.stages[0]?.boundary.kind === 'group' ? 'seq' : 'e_timestamp DESC, e_id DESC';
    for (const [index, stage] of plan.stages.entries()) {
      if (index > 0) {
        table = keepRowsOf(database, tables, stage, table);
        order = 'seq';
      }
      const sql = boundarySql(stage, table, order);
      if (stage.boundary.kind === 'end') return printRows(database, plan, `${sql} LIMIT ${limit}`);
      const columns = columnsBehind(stage);
      const next = tables.create(columns);
      database.exec(`INSERT INTO ${next} (${columns.join(', ')}) ${sql}`);
      if (table !== keptTable) tables.drop(table);
      table = next;
    }
    return [];
  } finally {
    tables.dropAll();
  }
}

function keepRowsOf(
  database: DatabaseSync,
  tables: QueryTables,
  stage: Stage,
  source: string,
): string {
  const table = tables.create(keptColumns(stage));
  database.exec(keepRowsSql(stage, `SELECT * FROM ${source} ORDER BY seq`, table));
  return table;
}

function columnsBehind(stage: Stage): string[] {
  const { boundary } = stage;
  if (boundary.kind !== 'group') return keptColumns(stage);
  return [...boundary.keys, ...boundary.results.map(({ id }) => id)];
}

function printRows(database: DatabaseSync, plan: QueryPlan, sql: string): ResultRow[] {
  const pointer = plan.isLogRows ? ', insights_pointer(e_id) AS pointer' : '';
  const statement = database.prepare(sql.replace(' FROM ', `${pointer} FROM `));
  statement.setReadBigInts(true);
  return (statement.all() as Record<string, Value>[]).map((row) => {
    const fields: ResultRow = [];
    for (const { name, column, type } of plan.output) {
      const value = row[column] ?? null;
      const printed =
        type === 'timestamp' && typeof value !== 'string' && value !== null
          ? printTimestamp(Number(value))
          : toText(value);
      if (printed !== null) fields.push({ field: name, value: printed });
    }
    if (plan.isLogRows) fields.push({ field: '@ptr', value: String(row['pointer']) });
    return fields;
  });
}
