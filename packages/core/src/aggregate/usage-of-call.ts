import { createUtcDay } from './time-buckets.ts';
import { addInvocation, emptyRow } from './usage-sums.ts';
import { imageSize } from '../model/image-size.ts';
import type { Invocation } from '../model/invocation.ts';
import { requestSizeClassOf } from '../model/request-size-class.ts';
import type { UsageRow } from '../model/usage-row.ts';

/** Makes rows of usage of single calls, so that a call is priced by itself as its group would be. */
export function createUsageOfCall(): (call: Invocation) => UsageRow {
  const utcDay = createUtcDay();
  return (call) => {
    const { model, region, serviceTier, timestampMs } = call;
    const row = emptyRow(
      {
        model,
        region,
        serviceTier,
        requestSizeClass: requestSizeClassOf(call),
        usageDate: utcDay(timestampMs),
        imageSize: imageSize(call),
      },
      {},
    );
    addInvocation(row, call);
    return row;
  };
}
