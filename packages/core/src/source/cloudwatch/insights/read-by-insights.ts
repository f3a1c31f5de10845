import { batchOfAnswer } from './batch-of-answer.ts';
import type { InsightsBatch, InsightsGap } from './insights-batch.ts';
import { readGroup, type AnswerGroup } from './read-group.ts';
import { queryText } from './query-text.ts';
import { runQuery } from './run-query.ts';
import { splitRange } from './split-range.ts';
import { awsErrorName } from '../../../aws/aws-error-name.ts';
import { SpendError } from '../../../errors.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';
import { createModelIds } from '../../../normalize/model-ids.ts';
import type { EngineContext, TimeRange } from '../engine-context.ts';

/** Most rows that AWS gives as the answer of one query. */
const mostRows = 100_000;

/** Most rows that AWS gives unless it is asked for more. */
const usualRows = 10_000;

export interface InsightsOptions {
  columns: GroupColumns;
  /** Rows at which an answer may have been cut off. Default 100,000. */
  maximumRows?: number | undefined;
}

/**
 * Lets CloudWatch Logs Insights add up the calls of a range. An answer that may have been cut off is
 * thrown away and asked for again in two halves; what scanning for it cost is told nevertheless.
 *
 * @throws SpendError `QUERY_FAILED`, and as `awsError` says.
 */
export async function* readByInsights(
  context: EngineContext,
  range: TimeRange,
  { columns, maximumRows = mostRows }: InsightsOptions,
): AsyncGenerator<InsightsBatch> {
  const modelOf = createModelIds();
  const limit = Math.min(maximumRows, mostRows);
  const waiting = [{ range, isAfterTimeout: false }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const text = queryText(columns, next.range) ?? '';
    const running = runQuery(context, {
      text,
      range: next.range,
      maximumRows: limit,
      readRow: (row) => readGroup(row, { columns, modelOf }),
    });
    const answer = yield* answerOrRefusal(withoutGroups(running));
    if (SpendError.isInstance(answer)) {
      yield gapOf(next.range, { reason: 'refused', refusal: answer });
      continue;
    }
    if (answer.ended === 'complete' && !isCutOff(answer)) {
      const found = batchOfAnswer(answer.rows, {
        bucketMs: columns.bucketMs,
        range: next.range,
        earliestMs: range.startMs,
      });
      yield { ...found, scannedBytes: 0 };
      continue;
    }
    const halves = splitRange(next.range, columns.bucketMs);
    const isTimeout = answer.ended === 'timeout';
    if (isTimeout && (next.isAfterTimeout || halves === null)) throw timedOut(context);
    if (halves === null) yield gapOf(next.range, { reason: 'too-many-rows' });
    else
      waiting.push(
        ...halves.toReversed().map((half) => ({ range: half, isAfterTimeout: isTimeout })),
      );
  }
}

/**
 * AWS gives 10,000 rows where it does not know of a higher limit. So many are believed only where they
 * hold all calls that it says it has matched.
 */
export function isCutOff({ rows, recordsMatched }: CompleteAnswer): boolean {
  if (rows.length < usualRows) return false;
  return rows.reduce((sum, { requests }) => sum + requests, 0) < recordsMatched;
}

interface CompleteAnswer {
  rows: readonly Pick<AnswerGroup, 'requests'>[];
  recordsMatched: number;
}

/** Bytes scanned, as batches that hold nothing else. */
async function* withoutGroups<Result>(
  running: AsyncGenerator<number, Result>,
): AsyncGenerator<InsightsBatch, Result> {
  try {
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      yield { groups: [], gaps: [], scannedBytes: step.value };
    }
  } finally {
    await running.return(undefined as never);
  }
}

/** The refusal of a query that AWS does not take; there may be another way to read its range. */
async function* answerOrRefusal<Result>(
  answering: AsyncGenerator<InsightsBatch, Result>,
): AsyncGenerator<InsightsBatch, Result | SpendError> {
  try {
    return yield* answering;
  } catch (error) {
    if (SpendError.isInstance(error) && refusals.has(awsErrorName(error))) return error;
    throw error;
  }
}

const refusals: ReadonlySet<string> = new Set([
  'MalformedQueryException',
  'InvalidParameterException',
]);

function gapOf(range: TimeRange, why: Pick<InsightsGap, 'reason' | 'refusal'>): InsightsBatch {
  const gap: InsightsGap = { range, groups: [], unseenCalls: null, ...why };
  return { groups: [], gaps: [gap], scannedBytes: 0 };
}

function timedOut({ logGroup, region }: EngineContext): SpendError {
  return new SpendError(
    'QUERY_FAILED',
    `CloudWatch Logs Insights gave up its query on ${logGroup} in ${region} after an hour: ask for fewer days at a time.`,
  );
}
