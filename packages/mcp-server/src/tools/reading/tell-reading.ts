import type { Report } from '@bedrock-spend/core';

import type { CallContext } from '../../call-context.ts';

/** For people who watch the client's log; the answer itself says the same. */
export async function tellReading(
  { sources, partial }: Pick<Report, 'sources' | 'partial'>,
  { log }: Pick<CallContext, 'log'>,
): Promise<void> {
  for (const { name, records } of sources) await log('debug', `${records} records of ${name} read`);
  for (const { origin, message } of partial) await log('warning', `${origin}: ${message}`);
}
