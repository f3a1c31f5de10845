import type { LogSource } from '@bedrock-spend/core';

import type { Services } from '../tools/tool.ts';

/** Told what reading has cost, as it is read. */
export interface CostWatch {
  /** Bytes that AWS has scanned for money. */
  scanned?: ((bytes: number) => void) | undefined;
  /** Requests to AWS that cost money each. */
  paid?: ((requests: number) => void) | undefined;
}

/** The same services, which tell what is paid for. */
export function countCosts(services: Services, { scanned, paid }: CostWatch): Services {
  const { bill } = services;
  return {
    ...services,
    ...(scanned !== undefined && { source: countedSource(services.source, scanned) }),
    ...(paid !== undefined &&
      bill !== undefined && {
        bill: {
          async read(request) {
            const billed = await bill.read(request);
            if (billed.requests > 0) paid(billed.requests);
            return billed;
          },
        },
      }),
  };
}

function countedSource(source: LogSource, scanned: (bytes: number) => void): LogSource {
  return {
    ...source,
    // It may change while it is read.
    get name() {
      return source.name;
    },
    ...(source.expand !== undefined && {
      async expand(request) {
        const sources = await source.expand?.(request);
        return (sources ?? []).map((part) => countedSource(part, scanned));
      },
    }),
    async *read(request) {
      for await (const batch of source.read(request)) {
        if (batch.scannedBytes !== undefined && batch.scannedBytes > 0) scanned(batch.scannedBytes);
        yield batch;
      }
    },
  };
}
