import type { Column } from './column.ts';

/** SQL for the number that a value is or spells; NULL when it is none. */
export function asNumber({ sql, type }: Column): string {
  return type === 'value' || type === 'text' ? `insights_number(${sql})` : sql;
}
