import type { InsightsGap } from './insights/insights-batch.ts';
import type { PartialSource } from '../../model/report.ts';

/** Says which calls Insights alone could not see in full. */
export function unseenCallsOf(name: string, gaps: readonly InsightsGap[]): PartialSource {
  const calls = gaps.reduce((sum, { unseenCalls }) => sum + (unseenCalls ?? 0), 0);
  const isUncounted = gaps.some(({ unseenCalls }) => unseenCalls === null);
  const first = Math.min(...gaps.map(({ range }) => range.startMs));
  const last = Math.max(...gaps.map(({ range }) => range.endMs)) - 1;
  const days = `${dayOf(first)} to ${dayOf(last)}`;
  const what = isUncounted
    ? `all calls from ${days}`
    : `${calls} ${calls === 1 ? 'call' : 'calls'} from ${days}`;
  return {
    origin: name,
    reason: 'no-counts',
    message: `CloudWatch Logs Insights cannot see everything of ${what}, which are counted as far as it can: use --engine auto or --engine filter.`,
  };
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
