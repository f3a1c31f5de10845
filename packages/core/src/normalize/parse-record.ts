import type { Invocation } from '../model/invocation.ts';
import type { Rejection } from '../model/rejection.ts';
import { noFacts, readBodyFacts } from './body-facts.ts';
import {
  asObject,
  countAt,
  isGiven,
  objectAt,
  ownValue,
  textAt,
  type JsonObject,
} from './json-value.ts';
import { createModelIds, type ModelIds } from './model-ids.ts';
import { parseTimestamp } from './parse-timestamp.ts';
import { settleCounts } from './settle-counts.ts';

/** Why a value is not an invocation. Where it stands is known to the source that read it. */
export type RecordFault = Pick<Rejection, 'reason' | 'detail'>;

/**
 * Turns a parsed value of the log into an invocation, or says why it is none. Never throws. Takes
 * what AWS sends leniently:
 *
 * - A record has `schemaType` `ModelInvocationLog`. Logs that other tools have rewritten may lack it:
 *   then `timestamp`, `modelId` and `operation` together make a record. Anything else is
 *   `not-an-invocation-record`.
 * - A record without a usable `timestamp` or `modelId` is an `invalid-record`: no day and no price
 *   could be found for it.
 * - Any other text that is missing or of the wrong type is empty (or `null`).
 * - A count that is missing, negative, a fraction, text or beyond 2^53 is not a count: the body's is
 *   taken, else it is unknown, never 0. Where a cache count is such, the input as a whole is unknown.
 * - An `errorCode` that is not text still marks the call as failed.
 *
 * Of bodies only numbers and enumerations are read.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 * @example
 * const parsed = parseRecord(JSON.parse(line));
 * if (isFault(parsed)) console.error(parsed.detail);
 */
export function parseRecord(
  value: unknown,
  modelOf: ModelIds = createModelIds(),
): Invocation | RecordFault {
  const record = asObject(value);
  if (record === null || !isRecord(record)) return notARecord;
  const modelName = textAt(record, 'modelId');
  if (modelName === '') return invalid(record, 'modelId', 'text');
  const timestampMs = parseTimestamp(textAt(record, 'timestamp'));
  if (timestampMs === null) return invalid(record, 'timestamp', 'an ISO-8601 time with a zone');
  const model = modelOf(modelName);
  const input = objectAt(record, 'input');
  const output = objectAt(record, 'output');
  const body = output === null ? undefined : ownValue(output, 'outputBodyJson');
  const errorCode = errorCodeOf(record);
  const settled = settleCounts({
    envelope: {
      inputTokens: envelopeCount(input, 'inputTokenCount'),
      outputTokens: envelopeCount(output, 'outputTokenCount'),
      cacheReadTokens: envelopeCount(input, 'cacheReadInputTokenCount'),
      cacheWriteTokens: envelopeCount(input, 'cacheWriteInputTokenCount'),
      imageWidth: countAt(output, 'outputImageWidth'),
      imageHeight: countAt(output, 'outputImageHeight'),
    },
    facts: body === undefined ? noFacts : readBodyFacts(body),
    failed: errorCode !== null,
    modality: model.modality,
  });
  return {
    timestampMs,
    accountId: textAt(record, 'accountId'),
    region: textAt(record, 'region'),
    requestId: textAt(record, 'requestId'),
    operation: textAt(record, 'operation'),
    model,
    principalArn: textAt(objectAt(record, 'identity'), 'arn'),
    inferenceRegion: textAt(record, 'inferenceRegion') || null,
    errorCode,
    blocked: settled.blocked,
    serviceTier: settled.serviceTier,
    inputTokens: settled.inputTokens,
    outputTokens: settled.outputTokens,
    cacheReadTokens: settled.cacheReadTokens,
    cacheWriteTokens: settled.cacheWriteTokens,
    cacheWrite1hTokens: settled.cacheWrite1hTokens,
    images: settled.images,
    requestMetadata: readRequestMetadata(ownValue(record, 'requestMetadata')),
  };
}

/** True for what `parseRecord` gives when a value is no invocation. */
export function isFault(parsed: Invocation | RecordFault): parsed is RecordFault {
  return 'reason' in parsed;
}

/** The tags of a call: entries that are text; `null` where there are none. */
export function readRequestMetadata(value: unknown): Readonly<Record<string, string>> | null {
  const object = asObject(value);
  if (object === null) return null;
  const entries = Object.entries(object).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

const notARecord: RecordFault = {
  reason: 'not-an-invocation-record',
  detail: 'JSON, but not a record of the model invocation log',
};

function isRecord(record: JsonObject): boolean {
  const schemaType = ownValue(record, 'schemaType');
  if (schemaType !== undefined) return schemaType === 'ModelInvocationLog';
  return ['timestamp', 'modelId', 'operation'].every((key) => Object.hasOwn(record, key));
}

function invalid(record: JsonObject, field: string, expected: string): RecordFault {
  const detail = isGiven(record, field) ? `${field} is not ${expected}` : `${field} is missing`;
  return { reason: 'invalid-record', detail };
}

function envelopeCount(parent: JsonObject | null, key: string): number | null | undefined {
  return isGiven(parent, key) ? (countAt(parent, key) ?? undefined) : null;
}

function errorCodeOf(record: JsonObject): string | null {
  const value = ownValue(record, 'errorCode');
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : 'unknown';
}
