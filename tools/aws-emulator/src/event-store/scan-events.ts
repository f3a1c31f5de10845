import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { ScanOptions, StoredEvent } from './event-store.ts';

/** Events of one group in order of (timestamp, id), from a position, at most `limit` of them. */
export function scanEvents(database: DatabaseSync, options: ScanOptions): Iterable<StoredEvent> {
  const direction = options.descending === true ? 'DESC' : 'ASC';
  const where = ['event.group_id = ?', 'event.timestamp BETWEEN ? AND ?'];
  const values: SQLInputValue[] = [options.groupId, options.startMs, options.endMs];
  if (options.after !== undefined) {
    where.push(`(event.timestamp, event.id) ${options.descending === true ? '<' : '>'} (?, ?)`);
    values.push(options.after.timestamp, options.after.id);
  }
  if (options.streamNames !== undefined) {
    where.push(`log_stream.name IN (${options.streamNames.map(() => '?').join(', ')})`);
    values.push(...options.streamNames);
  }
  // CROSS JOIN keeps the events in the outer loop, so that the index gives the order.
  const statement = database.prepare(`
    SELECT event.id AS id, event.timestamp AS timestamp, event.ingestion_time AS ingestionTime,
      log_stream.name AS streamName, event.message AS message
    FROM event CROSS JOIN log_stream ON log_stream.id = event.stream_id
    WHERE ${where.join(' AND ')}
    ORDER BY event.timestamp ${direction}, event.id ${direction}
    LIMIT ?`);
  return statement.iterate(...values, options.limit) as Iterable<unknown> as Iterable<StoredEvent>;
}
