import { SpendError, type LogSource, type Query } from '@bedrock-spend/core';
import type { Bill, BillOptions, BillReader } from '@bedrock-spend/core/billing';

export interface BillAndEstimate {
  bill: Bill;
  /** Why the bill stands alone, where an estimate was asked for. */
  failure: SpendError | null;
}

/** The bill is paid for by the time the logs turn out to be unreadable, so it is answered without them. */
export async function billAndEstimate(
  source: LogSource | null,
  query: Query,
  options: BillOptions,
): Promise<BillAndEstimate> {
  const { createBill } = await import('@bedrock-spend/core/billing');
  const once = { ...options, reader: askingOnce(options.reader) };
  try {
    return { bill: await createBill(source, query, once), failure: null };
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    // Where the bill itself cannot be read, this fails in the same way.
    return { bill: await createBill(null, query, once), failure: error };
  }
}

function askingOnce(reader: BillReader): BillReader {
  let answer: ReturnType<BillReader['read']> | null = null;
  return { read: (request) => (answer ??= reader.read(request)) };
}
