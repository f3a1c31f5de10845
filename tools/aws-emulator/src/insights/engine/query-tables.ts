import type { DatabaseSync } from 'node:sqlite';

let queries = 0;

/** Temporary tables of one query. */
export interface QueryTables {
  create(columns: readonly string[]): string;
  drop(table: string): void;
  dropAll(): void;
}

export function createQueryTables(database: DatabaseSync): QueryTables {
  queries += 1;
  const prefix = `query_${queries}`;
  const tables = new Set<string>();
  let made = 0;
  return {
    create(columns) {
      made += 1;
      const table = `temp.${prefix}_${made}`;
      database.exec(`CREATE TABLE ${table} (seq INTEGER PRIMARY KEY, ${columns.join(', ')})`);
      tables.add(table);
      return table;
    },
    drop(table) {
      database.exec(`DROP TABLE ${table}`);
      tables.delete(table);
    },
    dropAll() {
      for (const table of tables) database.exec(`DROP TABLE ${table}`);
      tables.clear();
    },
  };
}
