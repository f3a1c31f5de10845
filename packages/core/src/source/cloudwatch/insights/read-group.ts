import { callsIn, exactCount, sumIn, timeIn, unreadable, type AnswerRow } from './answer-row.ts';
import { areWritesGuessed, cacheWritesOf } from './cache-writes.ts';
import { bucketColumn, type CountColumn, type KeyColumn, type SumColumn } from './query-columns.ts';
import {
  callerColumn,
  namedCallerColumn,
  namedTagColumn,
  operationColumn,
  tagColumn,
} from './query-text.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';
import type { InvocationGroup } from '../../../model/invocation-group.ts';
import type { ModelId } from '../../../model/model-id.ts';
import { tokenKinds, type TokenCounts } from '../../../model/tokens.ts';
import { requestSizeThresholds, type RequestSizeClass } from '../../../model/usage-row.ts';
import { tierOfName } from '../../../normalize/body-tier.ts';
import type { ModelIds } from '../../../normalize/model-ids.ts';
import { countsInput, makesText } from '../../../normalize/settle-counts.ts';

/** What one row of the answer tells. */
export interface AnswerGroup {
  bucketMs: number;
  /** `null` where the calls do not even name a model. */
  group: InvocationGroup | null;
  requests: number;
  /** Calls of the row that could be other than they look, or lack a count. */
  unseenCalls: number;
}

/** Reads a row with the meaning that `parseRecord` gives to single records. */
export function readGroup(
  row: AnswerRow,
  { columns, modelOf }: { columns: GroupColumns; modelOf: ModelIds },
): AnswerGroup {
  const requests = callsIn(row, 'requests');
  const bucketMs = timeIn(row, bucketColumn);
  const modelName = key(row, 'model_id');
  if (modelName === undefined) return { bucketMs, group: null, requests, unseenCalls: requests };
  const model = modelOf(modelName);
  const group = groupOf(row, { columns, model, requests, bucketMs });
  const isInDoubt = doubts.some((inDoubt) => inDoubt(row, group)) || isTagInDoubt(row, columns);
  return { bucketMs, group, requests, unseenCalls: isInDoubt ? requests : group.unknownCounts };
}

interface RowFacts {
  columns: GroupColumns;
  model: ModelId;
  requests: number;
  bucketMs: number;
}

function groupOf(
  row: AnswerRow,
  { columns, model, requests, bucketMs }: RowFacts,
): InvocationGroup {
  const errorCode = key(row, 'error_code') ?? null;
  const tokens = {
    inputTokens: sum(row, 'sum_input'),
    outputTokens: sum(row, 'sum_output'),
    cacheReadTokens: sum(row, 'sum_read'),
  };
  const writes = cacheWritesOf(row);
  const blocked =
    errorCode === null && key(row, 'guarded') !== undefined && isIdle({ ...tokens, ...writes });
  const served = errorCode === null && !blocked;
  const size = served ? imageSizeOf(row) : null;
  const hasImages = served && (model.modality === 'image' || size !== null);
  return {
    timestampMs: bucketMs,
    accountId: key(row, 'account_id') ?? '',
    region: key(row, 'call_region') ?? '',
    operation: row.get(operationColumn) ?? '',
    model,
    principalArn: row.get(callerColumn) ?? '',
    errorCode,
    blocked,
    serviceTier: tierOfName.get(key(row, 'tier') ?? '') ?? null,
    requestMetadata: tagsOf(row, columns),
    requestSizeClass: sizeClassOf(row),
    imageSize: hasImages ? (size?.whole ?? null) : null,
    requests,
    unknownCounts: served ? unknownCounts(row, { model, requests }) : 0,
    ...tokens,
    ...writes,
    imageRequests: hasImages ? requests : 0,
    // How many images there are stands in the body alone.
    images: hasImages ? null : 0,
  };
}

function isIdle(tokens: TokenCounts): boolean {
  return tokenKinds.every((kind) => tokens[kind] === 0);
}

/** Calls that lack a count which their model should have; those that lack both count once. */
function unknownCounts(
  row: AnswerRow,
  { model: { modality }, requests }: Pick<RowFacts, 'model' | 'requests'>,
): number {
  if (!isWhole(row)) return requests;
  const withInput = calls(row, 'calls_with_input');
  const withOutput = calls(row, 'calls_with_output');
  const withBoth = withInput + withOutput - calls(row, 'calls_with_either');
  if (countsInput(modality) && makesText(modality)) return requests - withBoth;
  if (countsInput(modality)) return requests - withInput;
  return makesText(modality) ? requests - withOutput : 0;
}

type Doubt = (row: AnswerRow, group: InvocationGroup) => boolean;

/** Reasons why calls could be other than they look; whoever reads their records knows. */
const doubts: readonly Doubt[] = [
  (row) => !isWhole(row),
  // A record without a usable time is no invocation.
  (row, { requests }) => calls(row, 'calls_with_time') < requests,
  // What was not found is named, perhaps at a place where it was not looked for.
  (row, { errorCode }) => errorCode === null && calls(row, 'calls_named_error') > 0,
  (row) => imageSizeOf(row) === null && calls(row, 'calls_named_image') > 0,
  (row, { principalArn }) => principalArn === '' && optionalCalls(row, namedCallerColumn) > 0,
  // A count was found by them, but perhaps in the text of another record inside a body.
  (row) => key(row, 'second_output') !== undefined && isInputGuessed(row),
  // The envelope lacks a count, and something in the record, perhaps its body, has one.
  (row) => calls(row, 'calls_named_input') > calls(row, 'calls_with_input'),
  (row) => calls(row, 'calls_named_output') > calls(row, 'calls_with_output'),
  (row) => calls(row, 'calls_named_read') > calls(row, 'calls_with_read'),
  (row) => calls(row, 'calls_named_write') > calls(row, 'calls_with_write'),
  // Nothing was counted, and a guardrail may have stopped the call.
  (row, group) =>
    group.errorCode === null &&
    isIdle(group) &&
    calls(row, 'calls_named_guard') > 0 &&
    (!group.blocked || key(row, 'second_output') !== undefined),
  // A body may hold the images, which can be counted there.
  (row, { imageRequests }) => imageRequests > 0 && calls(row, 'calls_with_body') > 0,
  areWritesGuessed,
];

function isTagInDoubt(row: AnswerRow, { metadataKeys }: GroupColumns): boolean {
  return metadataKeys.some(
    (_, index) =>
      row.get(tagColumn(index)) === undefined && optionalCalls(row, namedTagColumn(index)) > 0,
  );
}

const counted: readonly (readonly [sum: SumColumn, has: KeyColumn])[] = [
  ['sum_input', 'has_input'],
  ['sum_output', 'has_output'],
  ['sum_read', 'has_read'],
  ['sum_write', 'has_write'],
];

/** Every count of every call of the row is a count. */
function isWhole(row: AnswerRow): boolean {
  return counted.every(([sumColumn, hasColumn]) => {
    const tokens = sumIn(row, sumColumn);
    const has = key(row, hasColumn);
    if (tokens === null || (has !== '0' && has !== '1')) return false;
    if (tokens > 0 !== (has === '1')) throw unreadable(`${sumColumn} contradicts ${hasColumn}`);
    return true;
  });
}

function isInputGuessed(row: AnswerRow): boolean {
  return (
    calls(row, 'calls_with_input') > calls(row, 'calls_found_input') ||
    calls(row, 'calls_with_read') > calls(row, 'calls_found_read') ||
    calls(row, 'calls_with_write') > calls(row, 'calls_found_write')
  );
}

function sizeClassOf(row: AnswerRow): RequestSizeClass {
  const exceeded = exactCount(key(row, 'size_class') ?? '0') ?? 0;
  return exceeded === 0 ? 0 : (requestSizeThresholds[exceeded - 1] ?? 0);
}

/** `whole` is `null` where only one side is known; `null` where nothing tells of an image. */
function imageSizeOf(row: AnswerRow): { whole: string | null } | null {
  const [width = null, height = null] = (['image_width', 'image_height'] as const).map((column) =>
    exactCount(key(row, column) ?? ''),
  );
  if (width === null && height === null) return null;
  return { whole: width === null || height === null ? null : `${width}x${height}` };
}

/** The tags asked for that the calls have; `null` where they have none. */
function tagsOf(
  row: AnswerRow,
  { metadataKeys }: GroupColumns,
): InvocationGroup['requestMetadata'] {
  const tags = metadataKeys.flatMap((name, index) => {
    const value = row.get(tagColumn(index));
    return value === undefined ? [] : [[name, value] as const];
  });
  return tags.length === 0 ? null : Object.fromEntries(tags);
}

function key(row: AnswerRow, column: KeyColumn): string | undefined {
  return row.get(column);
}

function calls(row: AnswerRow, column: CountColumn): number {
  return callsIn(row, column);
}

/** Of a column that is there only where it was asked for. */
function optionalCalls(row: AnswerRow, column: string): number {
  return row.has(column) ? callsIn(row, column) : 0;
}

/** 0 for what is no count: `isWhole` then says so. */
function sum(row: AnswerRow, column: SumColumn): number {
  return sumIn(row, column) ?? 0;
}
