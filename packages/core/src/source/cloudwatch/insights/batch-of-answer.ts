import type { InsightsBatch, InsightsGap } from './insights-batch.ts';
import type { AnswerGroup } from './read-group.ts';
import type { TimeRange } from '../engine-context.ts';

export interface AnswerContext {
  bucketMs: number;
  /** What the query asked for. */
  range: TimeRange;
  /** Start of the window that the range is a part of: no group is told to be from before it. */
  earliestMs: number;
}

/** What an answer tells: groups of the buckets that are seen in full, and gaps for the others. */
export function batchOfAnswer(
  rows: readonly AnswerGroup[],
  { bucketMs: lengthMs, range, earliestMs }: AnswerContext,
): Pick<InsightsBatch, 'groups' | 'gaps'> {
  const buckets = Map.groupBy(rows, ({ bucketMs }) => bucketMs);
  const answers = [...buckets].sort(([one], [other]) => one - other);
  const groups: InsightsBatch['groups'] = [];
  const gaps: InsightsGap[] = [];
  const hasFields = answers.some(([, all]) => all.some(({ group }) => group !== null));
  for (const [startMs, all] of answers) {
    const bucket = {
      startMs: Math.max(startMs, range.startMs),
      endMs: Math.min(startMs + lengthMs, range.endMs),
    };
    const unseenCalls = all.reduce((sum, { unseenCalls: calls }) => sum + calls, 0);
    const timestampMs = Math.max(startMs, earliestMs);
    const seen = all.flatMap(({ group }) => (group === null ? [] : [{ ...group, timestampMs }]));
    if (unseenCalls === 0) groups.push(...seen);
    else addGap(gaps, { range: bucket, reason: 'unseen-calls', groups: seen, unseenCalls });
  }
  if (rows.length > 0 && !hasFields) {
    return { groups, gaps: [{ range, reason: 'no-fields', groups, unseenCalls: null }] };
  }
  return { groups, gaps };
}

/** Neighbors are one gap: whoever fetches it then asks once. */
function addGap(gaps: InsightsGap[], gap: InsightsGap & { unseenCalls: number }): void {
  const last = gaps.at(-1);
  if (last === undefined || last.range.endMs !== gap.range.startMs) {
    gaps.push(gap);
    return;
  }
  last.range = { ...last.range, endMs: gap.range.endMs };
  last.groups.push(...gap.groups);
  last.unseenCalls = (last.unseenCalls ?? 0) + gap.unseenCalls;
}
