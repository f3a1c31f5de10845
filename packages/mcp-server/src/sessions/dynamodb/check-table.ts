import { expiryOf } from './expiry.ts';
import type { Table } from './table.ts';

const keptMs = 60_000;

/**
 * Does once all that sessions will need, so that what is missing is said at the start.
 *
 * @throws SpendError with a sentence that says what to do.
 */
export async function checkTable(table: Table): Promise<void> {
  const key = { pk: `check#${table.randomId()}`, sk: 'check' };
  await table.get(key);
  await table.put({ ...key, ...expiryOf(table.nowMs() + keptMs) });
  await table.update(key, {
    UpdateExpression: 'ADD checks :one',
    ExpressionAttributeValues: { ':one': 1 },
  });
  await table.query({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': key.pk },
  });
  await table.remove(key);
}
