import { cutSection, type Report } from '@bedrock-spend/core';

/** Rows of each section to keep, one number for all or one for each. */
export type Tops = number | Readonly<Record<string, number>> | undefined;

export interface CutOptions {
  /** All when left out. */
  top?: Tops;
  /** Which rows to keep: those with the most tokens, as usual, or the dearest. */
  by?: 'tokens' | 'cost' | undefined;
}

/**
 * A report with at most so many rows in each section, and not much more of anything else. What is left
 * out of a list stands in its last entry, so that sums still balance and nothing is lost unseen.
 */
export function shortenReport(report: Report, options: CutOptions): Report {
  return {
    ...cutSections(report, options),
    sources: cutSources(report.sources, mostSources),
    rejected: report.rejected.map(({ examples, ...rest }) => ({
      ...rest,
      examples: examples.slice(0, 1),
    })),
    partial: cutPartial(report.partial, mostPartial),
  };
}

const mostSources = 3;
const mostPartial = 3;

/** Whether rows of any section are left out. */
export function isCut({ sections }: Pick<Report, 'sections'>): boolean {
  return Object.values(sections).some((rows) => rows.at(-1)?.rowCount !== undefined);
}

/** The same with at most so many rows in each section, and one more that sums the others. */
export function cutSections(report: Report, { top, by }: CutOptions): Report {
  const sections: Report['sections'] = {};
  for (const [section, all] of Object.entries(report.sections)) {
    const most = typeof top === 'object' ? top[section] : top;
    const { rows, rest } = cutSection(all, { section, top: most, by });
    const summed = rest === null ? [] : [{ key: more(rest.rowCount), ...rest }];
    sections[section] = [...rows, ...summed];
  }
  return { ...report, sections };
}

export function cutUnpriced(all: Report['unpriced'], top: number): Report['unpriced'] {
  const rest = all.slice(top);
  if (rest.length === 0) return all;
  const summed = {
    model: more(rest.length),
    region: '',
    reasons: [...new Set(rest.flatMap(({ reasons }) => reasons))].slice(0, 3),
    requests: sum(rest.map(({ requests }) => requests)),
    totalTokens: sum(rest.map(({ totalTokens }) => totalTokens)),
  };
  return [...all.slice(0, top), summed];
}

function cutSources(all: Report['sources'], top: number): Report['sources'] {
  const [first, ...others] = all.slice(top);
  if (first === undefined || others.length === 0) return all;
  const rest = [first, ...others];
  const bytes = rest.map((source) => source.bytes);
  const cachedRecords = sum(rest.map((source) => source.cachedRecords ?? 0));
  const summed = {
    kind: first.kind,
    name: more(rest.length),
    records: sum(rest.map(({ records }) => records)),
    bytes: bytes.some((count) => count === null) ? null : sum(bytes.map((count) => count ?? 0)),
    ...(cachedRecords > 0 && { cachedRecords }),
  };
  return [...all.slice(0, top), summed];
}

function cutPartial(all: Report['partial'], top: number): Report['partial'] {
  const [first, ...others] = all.slice(top);
  if (first === undefined || others.length === 0) return all;
  const counts = Object.entries(Object.groupBy([first, ...others], ({ reason }) => reason))
    .map(([reason, parts]) => `${reason} ${parts.length}`)
    .join(', ');
  const message = `More that could not be read: ${counts}; format "json" names all.`;
  return [...all.slice(0, top), { origin: more(others.length + 1), reason: first.reason, message }];
}

function more(count: number): string {
  return `… ${count} more`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
