import type { Invocation } from '../../model/invocation.ts';
import type { RecordLocation, Rejection, RejectionReason } from '../../model/rejection.ts';
import type { LineScanner } from '../../normalize/line-scanner.ts';
import type { ModelIds } from '../../normalize/model-ids.ts';
import { isFault, parseRecord } from '../../normalize/parse-record.ts';
import { unwrap } from './unwrap.ts';

export interface EntryReaderOptions {
  /** `null`: everything goes through `JSON.parse`. */
  scanner: LineScanner | null;
  modelOf: ModelIds;
}

/** Bytes that should be one JSON value, and the line they begin on, where there are lines. */
export interface Entry {
  start: number;
  end: number;
  line: number | null;
}

/**
 * Turns entries into invocations and rejections, and gathers them. One reader reads any number of
 * logs: the engine would compile a new one for each anew.
 */
export interface EntryReader {
  /**
   * Begins another log. `origin` tells people where its entries come from; `timestampMs` is when they
   * were written, where the log tells it beside them.
   */
  begin(origin: string, timestampMs?: number): void;
  /** Takes the bytes that the next entries are in. There may be more than those of the entries. */
  load(chunk: Buffer): void;
  /** Reads the entry if it is JSON; else gives false and nothing has happened. */
  tryRead(entry: Entry): boolean;
  reject(reason: RejectionReason, detail: string, line: number | null): void;
  /** What was gathered since the last call. */
  take(): { invocations: Invocation[]; rejections: Rejection[] };
}

export function createEntryReader({ scanner, modelOf }: EntryReaderOptions): EntryReader {
  let place: Pick<RecordLocation, 'origin' | 'timestampMs'> = { origin: '' };
  let chunk: Buffer = Buffer.alloc(0);
  let invocations: Invocation[] = [];
  let rejections: Rejection[] = [];

  function reject(reason: RejectionReason, detail: string, line: number | null): void {
    rejections.push({ reason, detail, location: { ...place, line } });
  }

  function readValue(value: unknown, line: number | null): void {
    unwrap(value, {
      onValue: (inner) => {
        const parsed = parseRecord(inner, modelOf);
        if (isFault(parsed)) reject(parsed.reason, parsed.detail, line);
        else invocations.push(parsed);
      },
      onText: () => {
        reject('not-json', 'a log event whose message is not JSON', line);
      },
    });
  }

  return {
    begin(origin, timestampMs) {
      place = timestampMs === undefined ? { origin } : { origin, timestampMs };
    },
    load(bytes) {
      chunk = bytes;
      scanner?.load(bytes);
    },
    tryRead({ start, end, line }) {
      const invocation = scanner === null ? null : scanner.scan(start, end);
      if (invocation !== null) {
        invocations.push(invocation);
        return true;
      }
      let value: unknown;
      try {
        value = JSON.parse(chunk.toString('utf8', start, end));
      } catch {
        return false;
      }
      readValue(value, line);
      return true;
    },
    reject,
    take() {
      const taken = { invocations, rejections };
      invocations = [];
      rejections = [];
      return taken;
    },
  };
}
