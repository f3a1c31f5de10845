import type { DatabaseSync } from 'node:sqlite';

import { inTransaction } from './in-transaction.ts';

export function readDays(
  database: DatabaseSync,
  { key, days }: { key: string; days: readonly string[] },
): Map<string, string> {
  const asked = new Set(days);
  const rows = database.prepare('SELECT day, payload FROM bill_days WHERE key = ?').all(key);
  return new Map(
    rows
      .map(({ day, payload }) => [String(day), String(payload)] as const)
      .filter(([day]) => asked.has(day)),
  );
}

export function writeDays(
  database: DatabaseSync,
  { key, days }: { key: string; days: ReadonlyMap<string, string> },
): void {
  inTransaction(database, () => {
    const write = database.prepare(
      'INSERT OR REPLACE INTO bill_days (key, day, payload) VALUES (?, ?, ?)',
    );
    for (const [day, payload] of days) write.run(key, day, payload);
  });
}
