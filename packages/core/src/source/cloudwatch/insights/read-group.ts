import { callsIn, timeIn, type AnswerRow } from './answer-row.ts';
import { cacheWritesOf } from './cache-writes.ts';
import { isInDoubt } from './doubts.ts';
import { bucketColumn, callerColumn, operationColumn, tagColumn } from './query-columns.ts';
import { imageSizeOf, isIdle, key, rowFacts, sum, type RowFacts } from './row-facts.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';
import type { InvocationGroup } from '../../../model/invocation-group.ts';
import type { ModelId, Modality } from '../../../model/model-id.ts';
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
  const facts = rowFacts(row);
  const modelName = key(facts, 'model_id');
  if (modelName === undefined) return { bucketMs, group: null, requests, unseenCalls: requests };
  const model = modelOf(modelName);
  const group = groupOf(facts, { columns, model, requests, bucketMs });
  const unseenCalls = isInDoubt(facts, group) ? requests : group.unknownCounts;
  return { bucketMs, group, requests, unseenCalls };
}

interface CallFacts {
  columns: GroupColumns;
  model: ModelId;
  requests: number;
  bucketMs: number;
}

function groupOf(
  facts: RowFacts,
  { columns, model, requests, bucketMs }: CallFacts,
): InvocationGroup {
  const { row, kinds, seen } = facts;
  const errorCode = key(facts, 'error_code') ?? null;
  const tokens = {
    inputTokens: sum(facts, 'sum_input'),
    outputTokens: sum(facts, 'sum_output'),
    cacheReadTokens: sum(facts, 'sum_read'),
  };
  const writes = cacheWritesOf(facts);
  const blocked = errorCode === null && seen.isGuarded && isIdle({ ...tokens, ...writes });
  const served = errorCode === null && !blocked;
  const size = served ? imageSizeOf(facts) : null;
  const hasImages = served && (model.modality === 'image' || size !== null);
  return {
    timestampMs: bucketMs,
    accountId: key(facts, 'account_id') ?? '',
    region: key(facts, 'call_region') ?? '',
    operation: row.get(operationColumn) ?? '',
    model,
    principalArn: row.get(callerColumn) ?? '',
    errorCode,
    blocked,
    serviceTier: tierOfName.get(key(facts, 'tier') ?? '') ?? null,
    requestMetadata: tagsOf(row, columns),
    requestSizeClass: kinds?.requestSizeClass ?? 0,
    imageSize: hasImages ? (size?.whole ?? null) : null,
    requests,
    unknownCounts: served && lacksCount(facts, model.modality) ? requests : 0,
    ...tokens,
    ...writes,
    imageRequests: hasImages ? requests : 0,
    // How many images there are stands in the body alone.
    images: hasImages ? null : 0,
  };
}

/** The calls lack a count which their model should have. */
function lacksCount({ isWhole, seen }: RowFacts, modality: Modality): boolean {
  return (
    !isWhole ||
    (countsInput(modality) && seen.lacksInput) ||
    (makesText(modality) && seen.lacksOutput)
  );
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
