import { cutSection, type Report } from '@bedrock-spend/core';
import { reportSchema, unpricedSchema } from '@bedrock-spend/core/schema';
import { z } from 'zod';

const rowCount = z
  .int()
  .positive()
  .optional()
  .describe('set on the last row where it sums this many rows that are not shown');

/** The report, with each section cut as in the text. */
export const answerSchema = reportSchema.extend({
  unpriced: z.array(unpricedSchema.extend({ rowCount })),
  notes: z.array(z.string()).describe('arguments that had no effect'),
});

export type Answer = z.output<typeof answerSchema>;

export interface AnswerOptions {
  /** Rows of each section; all when left out. */
  top: number | undefined;
  notes: readonly string[];
}

/** The data of an answer. What is cut off a section stands in one last row, so that sums still balance. */
export function structuredAnswer(report: Report, { top, notes }: AnswerOptions): Answer {
  const sections: Answer['sections'] = {};
  for (const [section, all] of Object.entries(report.sections)) {
    const { rows, rest } = cutSection(all, { section, top });
    const summed = rest === null ? [] : [{ key: more(rest.rowCount), ...rest }];
    sections[section] = [...rows, ...summed];
  }
  return { ...report, sections, unpriced: cutUnpriced(report.unpriced, top), notes: [...notes] };
}

function cutUnpriced(all: Report['unpriced'], top = all.length): Answer['unpriced'] {
  const rest = all.slice(top);
  if (rest.length === 0) return all;
  const summed = {
    model: more(rest.length),
    region: '',
    reasons: [...new Set(rest.flatMap(({ reasons }) => reasons))],
    requests: rest.reduce((sum, { requests }) => sum + requests, 0),
    totalTokens: rest.reduce((sum, { totalTokens }) => sum + totalTokens, 0),
    rowCount: rest.length,
  };
  return [...all.slice(0, top), summed];
}

function more(rowCount: number): string {
  return `… ${rowCount} more`;
}
