import { chooseQuery, withoutFields } from './choose-engine.ts';
import { describeLogGroup } from './describe-log-group.ts';
import type { EngineContext, TimeRange } from './engine-context.ts';
import { readByFilter } from './filter/read-by-filter.ts';
import type { InsightsGap } from './insights/insights-batch.ts';
import { readByInsights } from './insights/read-by-insights.ts';
import type { LogGroupOptions } from './log-group-options.ts';
import { unseenCallsOf } from './unseen-calls.ts';
import { groupColumns } from '../../model/group-columns.ts';
import type { LogBatch } from '../../model/log-batch.ts';
import type { ReadRequest } from '../log-source.ts';

export interface ReadLogGroup extends Pick<LogGroupOptions, 'engine' | 'logGroup' | 'maximumRows'> {
  /** Of the source, for people. */
  name: string;
  request: ReadRequest;
}

/** Reads a log group by the engine asked for, and by FilterLogEvents what Insights cannot see. */
export async function* readLogGroup(
  context: EngineContext,
  { engine, logGroup, maximumRows, name, request }: ReadLogGroup,
): AsyncGenerator<LogBatch> {
  const { startMs, endMs } = request.query.window;
  const range = { startMs, endMs };
  if (startMs >= context.now().getTime()) return;
  const columns = groupColumns(request.query);
  const batches = createBatches();
  const fetch = (part: TimeRange) => fetchRecords(context, { range: part, request, batches });
  if (engine === 'filter' || needsEveryCall(request)) {
    yield* fetch(range);
    return;
  }
  const facts = await describeLogGroup(context);
  if (facts !== null && endMs <= facts.oldestMs) return;
  if (chooseQuery({ engine, logGroup, columns, range, facts }) === null) {
    yield* fetch(range);
    return;
  }
  const gaps: InsightsGap[] = [];
  for await (const found of readByInsights(context, range, { columns, maximumRows })) {
    yield batches.ofInsights(found);
    for (const gap of found.gaps) {
      if (engine === 'auto') {
        yield* fetch(gap.range);
        continue;
      }
      if (gap.refusal !== undefined) throw gap.refusal;
      if (gap.reason === 'no-fields') throw withoutFields(logGroup);
      gaps.push(gap);
      yield batches.ofInsights({ groups: gap.groups, scannedBytes: 0 });
    }
  }
  if (gaps.length > 0) yield { ...batches.empty(), missing: [unseenCallsOf(name, gaps)] };
}

/** Calls that were added up can neither be listed nor deduplicated. */
export function needsEveryCall({ detail, query }: ReadRequest): boolean {
  return detail === 'invocations' || query.deduplicate;
}

interface Fetch {
  range: TimeRange;
  request: ReadRequest;
  batches: ReturnType<typeof createBatches>;
}

async function* fetchRecords(
  context: EngineContext,
  { range, request, batches }: Fetch,
): AsyncGenerator<LogBatch> {
  const single = needsEveryCall(request);
  const needs = {
    requestId: single,
    requestMetadata: single || groupColumns(request.query).metadataKeys.length > 0,
  };
  for await (const page of readByFilter(context, range, needs)) yield batches.ofPage(page);
}

/** Makes batches, and adds up how far the reading is. */
function createBatches() {
  let bytesRead = 0;
  let records = 0;

  function batch(own: Partial<LogBatch>): LogBatch {
    const progress = { bytesRead, bytesTotal: null, records };
    return { invocations: [], rejections: [], groups: [], missing: [], progress, ...own };
  }

  return {
    empty: () => batch({}),
    ofInsights({ groups, scannedBytes }: Pick<LogBatch, 'groups'> & { scannedBytes: number }) {
      bytesRead += scannedBytes;
      records += groups.reduce((sum, { requests }) => sum + requests, 0);
      return batch({ groups, scannedBytes });
    },
    ofPage(page: Pick<LogBatch, 'invocations' | 'rejections'> & { bytesRead: number }) {
      bytesRead += page.bytesRead;
      records += page.invocations.length;
      return batch({ invocations: page.invocations, rejections: page.rejections });
    },
  };
}
