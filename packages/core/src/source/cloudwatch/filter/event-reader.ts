import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { LogBatch } from '../../../model/log-batch.ts';
import { scanPadding } from '../../../normalize/line-scanner.ts';
import { createModelIds } from '../../../normalize/model-ids.ts';
import { createLineScanner } from '../../../normalize/scan-line.ts';
import { createEntryReader } from '../../entries/entry-reader.ts';

/** Which facts of a record are worth a string each. */
export interface FilterNeeds {
  requestId: boolean;
  requestMetadata: boolean;
}

/** What the events of a page say. */
export interface FilterBatch extends Pick<LogBatch, 'invocations' | 'rejections'> {
  /** Bytes of the messages. */
  bytesRead: number;
}

// UTF-8 needs no more for any unit of a string.
const mostBytesPerUnit = 3;

/**
 * Reads the messages of events as the records of files are read, without parsing bodies. Memory for
 * their bytes is used again for each page.
 */
export function createEventReader({ requestId, requestMetadata }: FilterNeeds) {
  const modelOf = createModelIds();
  const scanner = createLineScanner({
    modelOf,
    needRequestId: requestId,
    needRequestMetadata: requestMetadata,
  });
  const entries = createEntryReader({ scanner, modelOf });
  let buffer = Buffer.alloc(0);

  return (events: readonly FilteredLogEvent[]): FilterBatch => {
    const units = events.reduce((sum, { message }) => sum + (message?.length ?? 0), 0);
    const mostBytes = units * mostBytesPerUnit + scanPadding;
    if (buffer.length < mostBytes) buffer = Buffer.alloc(mostBytes);
    const ends: number[] = [];
    let bytes = 0;
    for (const { message = '' } of events) {
      bytes += buffer.write(message, bytes);
      ends.push(bytes);
    }
    entries.load(buffer.subarray(0, bytes));
    events.forEach(({ logStreamName = '', timestamp }, index) => {
      entries.begin(logStreamName, timestamp);
      const entry = { start: ends[index - 1] ?? 0, end: ends[index] ?? 0, line: null };
      if (!entries.tryRead(entry)) {
        entries.reject('not-json', 'a log event whose message is not JSON', null);
      }
    });
    return { ...entries.take(), bytesRead: bytes };
  };
}
