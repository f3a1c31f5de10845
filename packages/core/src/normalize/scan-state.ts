import type { ServiceTier } from '../model/invocation.ts';
import { createEnvelopeKeys, Level, type EnvelopeKeys } from './envelope-keys.ts';
import { createInternTable, type InternTable } from './intern-bytes.ts';
import { createLeaps, type Leaps } from './leap.ts';
import { scanPadding } from './line-scanner.ts';
import type { ScanCursor } from './scan-cursor.ts';
import type { KeyWatch } from './skip-json.ts';
import { createDayMemo, type DayMemo } from './scan-timestamp.ts';

/** What one record's envelope says, as read so far. Counts are -1 where they are not there. */
export interface ScanState extends ScanCursor {
  readonly needRequestId: boolean;
  readonly needRequestMetadata: boolean;
  readonly strings: InternTable;
  readonly metadata: Map<string, Readonly<Record<string, string>> | null>;
  readonly keys: EnvelopeKeys;
  readonly leaps: Leaps;
  readonly day: DayMemo;
  /** Looks out for keys of a response body. */
  bodyWatch: KeyWatch | null;
  /** Object that the cursor is in. */
  level: Level;
  /** The value of the key read last was read with it. */
  hasValue: boolean;
  /** The count read last. */
  count: number;
  /** Keys read so far in this record, as bits. */
  seen: number;
  timestampMs: number;
  accountId: string;
  region: string;
  requestId: string;
  operation: string;
  modelName: string;
  principalArn: string;
  inferenceRegion: string | null;
  errorCode: string | null;
  requestMetadata: Readonly<Record<string, string>> | null;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  imageWidth: number;
  imageHeight: number;
  /** There is an `outputBodyJson` that could hold counts. */
  hasBody: boolean;
  bodyHints: number;
  /** The tier that the body tells in the plain way. Another beside it is among the hints. */
  serviceTier: ServiceTier | null;
}

export function createScanState(needs: {
  needRequestId?: boolean | undefined;
  needRequestMetadata?: boolean | undefined;
}): ScanState {
  return {
    bytes: new Uint8Array(0),
    view: new DataView(new ArrayBuffer(scanPadding)),
    position: 0,
    end: 0,
    hasEscape: false,
    needRequestId: needs.needRequestId ?? false,
    needRequestMetadata: needs.needRequestMetadata ?? false,
    strings: createInternTable(),
    metadata: new Map(),
    keys: createEnvelopeKeys(),
    leaps: createLeaps(),
    day: createDayMemo(),
    bodyWatch: null,
    level: Level.record,
    hasValue: false,
    count: 0,
    seen: 0,
    timestampMs: 0,
    accountId: '',
    region: '',
    requestId: '',
    operation: '',
    modelName: '',
    principalArn: '',
    inferenceRegion: null,
    errorCode: null,
    requestMetadata: null,
    inputTokens: -1,
    outputTokens: -1,
    cacheReadTokens: -1,
    cacheWriteTokens: -1,
    imageWidth: -1,
    imageHeight: -1,
    hasBody: false,
    bodyHints: 0,
    serviceTier: null,
  };
}

export function loadChunk(state: ScanState, chunk: Uint8Array): void {
  if (chunk === state.bytes) return;
  const { buffer, byteOffset, byteLength } = chunk;
  if (byteOffset + byteLength + scanPadding <= buffer.byteLength) {
    state.bytes = chunk;
    state.view = new DataView(buffer, byteOffset, byteLength + scanPadding);
    return;
  }
  const padded = new Uint8Array(byteLength + scanPadding);
  padded.set(chunk);
  state.bytes = padded.subarray(0, byteLength);
  state.view = new DataView(padded.buffer);
}

/** Forgets the record read before. */
export function resetRecord(state: ScanState): void {
  state.level = Level.record;
  state.seen = 0;
  state.accountId = '';
  state.region = '';
  state.requestId = '';
  state.operation = '';
  state.modelName = '';
  state.principalArn = '';
  state.inferenceRegion = null;
  state.errorCode = null;
  state.requestMetadata = null;
  state.inputTokens = -1;
  state.outputTokens = -1;
  state.cacheReadTokens = -1;
  state.cacheWriteTokens = -1;
  state.imageWidth = -1;
  state.imageHeight = -1;
  state.hasBody = false;
  state.bodyHints = 0;
  state.serviceTier = null;
}
