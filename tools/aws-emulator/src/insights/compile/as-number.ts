import type { Column } from './column.ts';

/** SQL for the number that a value is or spells; NULL when it is none. */
export function asNumber({ sql, type }: Column): string {
  if (type !== 'value' && type !== 'text') return sql;
  const parsed = `insights_number(${sql})`;
  // A call into JavaScript is dear; only texts need it.
  const isId = /^\w+$/.test(sql);
  return isId ? `(CASE typeof(${sql}) WHEN 'text' THEN ${parsed} ELSE ${sql} END)` : parsed;
}
