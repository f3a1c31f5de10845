/** What the compiler knows of a value; `value` is anything that an event may hold. */
export type ValueType = 'value' | 'number' | 'text' | 'boolean' | 'timestamp';

/** SQL that gives a value: NULL when it is absent, epoch milliseconds for a timestamp. */
export interface Column {
  sql: string;
  type: ValueType;
}
