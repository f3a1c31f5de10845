import type { Mark } from '../files/file-marks.ts';
import type { CloudwatchResults } from './measure-cloudwatch.ts';

/** The goals of `docs/performance.md` about CloudWatch. */
export function cloudwatchMarks({ results }: CloudwatchResults): Mark[] {
  const wall = (name: string) =>
    results.find((result) => result.name === name)?.wallSeconds.median ?? Number.NaN;
  const loop = wall('loop over FilterLogEvents');
  const filter = results.find(({ name }) => name === 'engine filter');
  const pages = filter?.calls['FilterLogEvents'] ?? Number.NaN;
  return [
    { what: 'Insights, wall / loop', value: wall('engine insights') / loop, atMost: 0.1 },
    ...['filter', 'insights'].map((engine) => ({
      what: `${engine}, once again, wall / first time`,
      value: wall(`engine ${engine}, once again`) / wall(`engine ${engine}`),
      atMost: 0.1,
    })),
    {
      what: 'FilterLogEvents: seconds for each call, of the 0.2 that 5 a second allow',
      value: (filter?.wallSeconds.median ?? Number.NaN) / pages / 0.2,
      atMost: 1 / 0.95,
    },
  ];
}
