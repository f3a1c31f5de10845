import type { CostRecord } from '../../state/emulator-config.ts';
import type { ServiceCall } from '../service.ts';
import { costRecords, recordsWithin } from './cost-records.ts';
import { filterExpression } from './filter-expression.ts';
import { type GroupDefinition, groupRecords, readGroupBy } from './group-by.ts';
import { type MetricValue, metricsOf, readMetrics } from './metrics.ts';
import { pageOf } from './page-of.ts';
import { type Bucket, bucketsOf, isOpen, readGranularity, readTimePeriod } from './time-period.ts';

const defaultPageSize = 5000;

interface Group {
  Keys: string[];
  Metrics: Record<string, MetricValue>;
}

interface ResultByTime {
  TimePeriod: { Start: string; End: string };
  Total: Record<string, MetricValue>;
  Groups: Group[];
  Estimated: boolean;
}

/** One line of the answer before it is cut into pages: a group of a period, or a whole period. */
interface Line {
  result: Omit<ResultByTime, 'Groups'>;
  group: Group | null;
}

/** A page may end within a period, which then comes again on the next page with its other groups. */
export function getCostAndUsage(call: ServiceCall): unknown {
  const { input } = call;
  const nowMs = call.now();
  const granularity = readGranularity(input['Granularity']);
  const period = readTimePeriod(input['TimePeriod'], { granularity, nowMs });
  const metrics = readMetrics(input['Metrics']);
  const groupBy = readGroupBy(input['GroupBy']);
  const filter = filterExpression(input['Filter']);
  const records = costRecords(call).filter(filter);

  const lines = bucketsOf(period, granularity).flatMap((bucket) =>
    linesOf(recordsWithin(records, bucket), { bucket, groupBy, metrics, nowMs }),
  );
  const pageSize = call.state.accounts.get(call.accountId)?.costPageSize ?? defaultPageSize;
  const page = pageOf(lines, {
    request: input,
    token: input['NextPageToken'] as string | undefined,
    pageSize,
  });
  return {
    ...(page.nextToken === undefined ? {} : { NextPageToken: page.nextToken }),
    ...(groupBy.length === 0 ? {} : { GroupDefinitions: groupBy }),
    ResultsByTime: resultsOf(page.items),
    DimensionValueAttributes: [],
  };
}

function linesOf(
  records: readonly CostRecord[],
  options: {
    bucket: Bucket;
    groupBy: readonly GroupDefinition[];
    metrics: readonly string[];
    nowMs: number;
  },
): Line[] {
  const { bucket, groupBy, metrics, nowMs } = options;
  const grouped = groupBy.length > 0;
  const open = isOpen(bucket, nowMs);
  const result = {
    TimePeriod: { Start: bucket.start, End: bucket.end },
    Total: grouped ? {} : metricsOf(records, metrics),
    Estimated: records.length === 0 ? open : records.some(({ estimated }) => estimated ?? open),
  };
  if (!grouped || records.length === 0) return [{ result, group: null }];
  return groupRecords(records, groupBy).map((group) => ({
    result,
    group: { Keys: group.keys, Metrics: metricsOf(group.records, metrics) },
  }));
}

function resultsOf(lines: readonly Line[]): ResultByTime[] {
  const results = new Map<Line['result'], ResultByTime>();
  for (const { result, group } of lines) {
    const whole = results.get(result) ?? { ...result, Groups: [] };
    results.set(result, whole);
    if (group !== null) whole.Groups.push(group);
  }
  return [...results.values()];
}
