import type { GetQueryResultsResponse, QueryStatistics } from '@aws-sdk/client-cloudwatch-logs';

import { callOptions } from '../../../aws/ask-aws.ts';
import { withRetries } from '../../../aws/with-retries.ts';
import { SpendError } from '../../../errors.ts';
import type { EngineContext, TimeRange } from '../engine-context.ts';
import { answerRow, type AnswerRow } from './answer-row.ts';
import { insightsCall } from './insights-call.ts';
import { startQuery } from './start-query.ts';
import { stopQuery } from './stop-query.ts';

export interface AskedQuery {
  text: string;
  range: TimeRange;
  /** Rows at which an answer may have been cut off. */
  maximumRows: number;
}

export interface Query<Row> extends AskedQuery {
  /** What is kept of a row: rows as AWS sends them take ten times the memory. */
  readRow: (row: AnswerRow) => Row;
}

/**
 * How a query ended: with all of its rows, with as many as it may have, or because AWS gave up after
 * its time limit.
 */
export type Answer<Row> =
  | { ended: 'complete'; rows: Row[]; recordsMatched: number }
  | { ended: 'too-many-rows' }
  | { ended: 'timeout' };

// A query over little data is done in a fraction of a second, one over a terabyte in minutes.
const shortestWaitMs = 200;
const longestWaitMs = 2_500;
// So nobody waits much longer than the query takes, and long queries are not asked after often.
const partOfTheTimeWaited = 0.2;
// Of a query that still runs AWS gives part of its rows each time it is asked.
const rowsWhileWaiting = 1_000;
// The most that AWS gives; a page of so many takes about 40 MB while it is read.
const rowsAtOnce = 10_000;

/**
 * Runs a query and gives the bytes that it has scanned, as they grow; it returns the answer. The query
 * is stopped when nobody waits for its answer any more.
 *
 * @throws SpendError `QUERY_FAILED` when AWS could not run it, and as `awsError` says.
 */
export async function* runQuery<Row>(
  context: EngineContext,
  query: Query<Row>,
): AsyncGenerator<number, Answer<Row>> {
  const queryId = await startWithinReach(context, query);
  if (queryId === null) return { ended: 'complete', rows: [], recordsMatched: 0 };
  let hasEnded = false;
  let scannedBytes = 0;
  let waitedMs = 0;
  try {
    for (;;) {
      const waitMs = Math.max(shortestWaitMs, waitedMs * partOfTheTimeWaited);
      await context.wait(Math.min(longestWaitMs, waitMs), context.signal);
      waitedMs += waitMs;
      const page = await fetchResults(context, { queryId, maxItems: rowsWhileWaiting });
      hasEnded = page.status !== 'Scheduled' && page.status !== 'Running';
      const grown = bytesOf(page.statistics) - scannedBytes;
      if (grown > 0) {
        scannedBytes += grown;
        yield grown;
      }
      if (hasEnded) return await answerOf(context, { queryId, page, query });
    }
  } finally {
    if (!hasEnded) await stopQuery(context, queryId);
  }
}

/** A range that ends before a group can hold anything is an error to AWS, and nothing to us. */
async function startWithinReach(context: EngineContext, query: AskedQuery): Promise<string | null> {
  try {
    return await startQuery(context, query);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (cause instanceof Error && outOfReach.test(cause.message)) return null;
    throw error;
  }
}

const outOfReach = /end date and time is either before the log groups creation time/;

function bytesOf(statistics: QueryStatistics | undefined): number {
  return Math.round(statistics?.bytesScanned ?? 0);
}

interface Ended<Row> {
  queryId: string;
  page: GetQueryResultsResponse;
  query: Query<Row>;
}

async function answerOf<Row>(
  context: EngineContext,
  { queryId, page, query }: Ended<Row>,
): Promise<Answer<Row>> {
  if (page.status === 'Timeout') return { ended: 'timeout' };
  if (page.status !== 'Complete') throw failed(context, page.status);
  const isFull = (count: number) => count >= query.maximumRows;
  if (isFull(page.statistics?.resultCount ?? 0)) return { ended: 'too-many-rows' };
  const rows = (page.results ?? []).map((fields) => query.readRow(answerRow(fields)));
  let { nextToken } = page;
  while (nextToken !== undefined && !isFull(rows.length)) {
    const next = await fetchResults(context, { queryId, maxItems: rowsAtOnce, nextToken });
    for (const fields of next.results ?? []) rows.push(query.readRow(answerRow(fields)));
    nextToken = next.nextToken;
  }
  if (isFull(rows.length)) return { ended: 'too-many-rows' };
  return { ended: 'complete', rows, recordsMatched: page.statistics?.recordsMatched ?? 0 };
}

async function fetchResults(
  context: EngineContext,
  input: { queryId: string; maxItems: number; nextToken?: string },
): Promise<GetQueryResultsResponse> {
  const { GetQueryResultsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const { logs, signal, wait } = context;
  const command = new GetQueryResultsCommand(input);
  return withRetries(() => logs.send(command, callOptions(signal)), {
    call: insightsCall(context, 'logs:GetQueryResults'),
    signal,
    wait,
  });
}

function failed({ logGroup, region }: EngineContext, status = 'Unknown'): SpendError {
  const what =
    status === 'Cancelled'
      ? 'was stopped by somebody else'
      : `ended with the status ${status} and no reason`;
  return new SpendError(
    'QUERY_FAILED',
    `The query of CloudWatch Logs Insights on ${logGroup} in ${region} ${what}: try again, ask for fewer days at a time, or use --engine filter.`,
  );
}
