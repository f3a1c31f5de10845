import { BodyHint, bodyHint, bodyKeyLengths } from './body-keys.ts';
import { plainTierAt } from './body-tier.ts';
import { Key } from './envelope-keys.ts';
import { asciiText, internString } from './intern-bytes.ts';
import { readRequestMetadata } from './parse-record.ts';
import { isSpace } from './scan-cursor.ts';
import type { ScanState } from './scan-state.ts';
import { scannedTimestampLength, scanTimestamp } from './scan-timestamp.ts';
import { skipContainer, skipString, type KeyWatch } from './skip-json.ts';

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Reads the value of a key of the envelope, or skips it. False if a wanted value is not plain. */
export function scanValue(state: ScanState, key: number): boolean {
  switch (key) {
    case Key.inputTokenCount:
      if (!scanCount(state)) return false;
      state.inputTokens = state.count;
      return true;
    case Key.outputTokenCount:
      if (!scanCount(state)) return false;
      state.outputTokens = state.count;
      return true;
    case Key.cacheReadInputTokenCount:
      if (!scanCount(state)) return false;
      state.cacheReadTokens = state.count;
      return true;
    case Key.cacheWriteInputTokenCount:
      if (!scanCount(state)) return false;
      state.cacheWriteTokens = state.count;
      return true;
    case Key.outputImageWidth:
      if (!scanCount(state)) return false;
      state.imageWidth = state.count;
      return true;
    case Key.outputImageHeight:
      if (!scanCount(state)) return false;
      state.imageHeight = state.count;
      return true;
    case Key.outputBodyJson:
      return skipResponseBody(state);
    case Key.requestMetadata:
      return scanMetadata(state);
    case Key.none:
    case Key.inputContentType:
    case Key.inputBodyJson:
    case Key.outputContentType:
    case Key.schemaVersion:
      return skipValue(state);
    default:
      return scanText(state, key);
  }
}

function scanText(state: ScanState, key: number): boolean {
  if (state.bytes[state.position] !== quote) return false;
  state.position++;
  if (key === Key.timestamp) {
    if (state.position + scannedTimestampLength > state.end) return false;
    state.timestampMs = scanTimestamp(state.day, state.view, state.position);
    state.position += scannedTimestampLength;
    return state.timestampMs !== -1;
  }
  if (key === Key.requestId) return scanRequestId(state);
  const text = internString(state.strings, state);
  if (text === null) return false;
  switch (key) {
    case Key.accountId:
      state.accountId = text;
      return true;
    case Key.region:
      state.region = text;
      return true;
    case Key.operation:
      state.operation = text;
      return true;
    case Key.modelId:
      state.modelName = text;
      return true;
    case Key.arn:
      state.principalArn = text;
      return true;
    case Key.inferenceRegion:
      state.inferenceRegion = text === '' ? null : text;
      return true;
    case Key.errorCode:
      state.errorCode = text === '' ? null : text;
      return true;
    case Key.schemaType:
      return text === 'ModelInvocationLog';
    default:
      return false;
  }
}

/** Request ids hardly ever repeat, so remembering them would only cost. */
function scanRequestId(state: ScanState): boolean {
  const start = state.position;
  if (!skipString(state)) return false;
  if (!state.needRequestId) return true;
  const { bytes, position } = state;
  for (let at = start; at < position - 1; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x5c || byte < 0x20 || byte > 0x7e) return false;
  }
  state.requestId = asciiText(bytes.subarray(start, position - 1));
  return true;
}

// Fifteen digits are exact in a double, and no count comes near.
const maxDigits = 15;

function scanCount(state: ScanState): boolean {
  const { bytes, position: start } = state;
  let position = start;
  let count = 0;
  while (position - start <= maxDigits) {
    const digit = (bytes[position] as number) - 0x30;
    if (digit >>> 0 > 9) break;
    count = count * 10 + digit;
    position++;
  }
  const digits = position - start;
  const hasLeadingZero = digits > 1 && bytes[start] === 0x30;
  if (digits === 0 || digits > maxDigits || hasLeadingZero) return false;
  const next = bytes[position];
  if (next !== comma && next !== closeBrace && !isSpace(next)) return false;
  state.count = count;
  state.position = position;
  return true;
}

function skipResponseBody(state: ScanState): boolean {
  const byte = state.bytes[state.position];
  if (byte !== openBrace && byte !== openBracket) return skipValue(state);
  state.hasBody = true;
  return skipContainer(state, state.bodyWatch);
}

/** Notes what the keys of a response body hint at; made once for each state. */
export function watchBody(state: ScanState): KeyWatch {
  return {
    lengths: bodyKeyLengths,
    onKey: (keyStart, keyEnd, depth) => {
      const hint = bodyHint(state.bytes, keyStart, keyEnd);
      if (hint === BodyHint.serviceTier && depth === 1 && state.serviceTier === null) {
        state.serviceTier = plainTierAt(state.bytes, keyStart);
        if (state.serviceTier !== null) return;
      }
      state.bodyHints |= hint;
    },
  };
}

// Tags that never repeat, such as trace ids, must not fill the memory.
const maxRememberedTags = 4096;

function scanMetadata(state: ScanState): boolean {
  const start = state.position;
  if (state.bytes[start] !== openBrace || !skipContainer(state, null)) return false;
  if (!state.needRequestMetadata) return true;
  const text = utf8.decode(state.bytes.subarray(start, state.position));
  let tags = state.metadata.get(text);
  if (tags === undefined) {
    try {
      tags = readRequestMetadata(JSON.parse(text));
    } catch {
      return false;
    }
    if (state.metadata.size >= maxRememberedTags) state.metadata.clear();
    state.metadata.set(text, tags);
  }
  state.requestMetadata = tags;
  return true;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Skips a value that is not wanted. */
export function skipValue(state: ScanState): boolean {
  const { bytes, end } = state;
  const first = bytes[state.position] as number;
  if (first === quote) {
    state.position++;
    return skipString(state);
  }
  if (first === openBrace || first === openBracket) return skipContainer(state, null);
  let { position } = state;
  while (position < end && isScalarByte(bytes[position] as number)) position++;
  const isThere = position > state.position;
  state.position = position;
  return isThere;
}

/** Bytes of numbers, `true`, `false` and `null`. */
function isScalarByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2b ||
    byte === 0x2e ||
    byte === 0x45
  );
}
