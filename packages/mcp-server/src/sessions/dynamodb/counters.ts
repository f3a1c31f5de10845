import { expiryOf, isGone } from './expiry.ts';
import type { Table } from './table.ts';

export interface Addition {
  counter: string;
  amount: number;
  expiresAtMs: number;
}

/** Adds to a counter, and tells the sum. A counter that has expired starts again. */
export async function addToCounter(table: Table, addition: Addition): Promise<number> {
  const { counter, amount } = addition;
  const key = { pk: `counter#${counter}`, sk: 'sum' };
  if (amount === 0) return sumOf(await table.get(key));
  const { expiresAt, expiresAtMs } = expiryOf(addition.expiresAtMs);
  for (;;) {
    const added = await table.update(key, {
      UpdateExpression: 'SET expiresAt = :expiresAt, expiresAtMs = :expiresAtMs ADD #sum :amount',
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAtMs > :nowMs',
      ExpressionAttributeNames: { '#sum': 'sum' },
      ExpressionAttributeValues: {
        ':expiresAt': expiresAt,
        ':expiresAtMs': expiresAtMs,
        ':amount': amount,
        ':nowMs': table.nowMs(),
      },
    });
    if (added !== null) return sumOf(added);
    // One that has expired stands there still: whoever replaces it first has begun anew.
    const begun = await table.put(
      { ...key, sum: amount, expiresAt, expiresAtMs },
      { ConditionExpression: isGone, ExpressionAttributeValues: { ':nowMs': table.nowMs() } },
    );
    if (begun) return amount;
  }
}

function sumOf(item: Record<string, unknown> | null): number {
  return Number(item?.['sum'] ?? 0);
}
