import { cutSection, type Report } from '@bedrock-spend/core';
import { reportSchema, sectionRowSchema } from '@bedrock-spend/core/schema';
import { z } from 'zod';

/** The report, with each section cut as in the text. */
export const answerSchema = reportSchema.extend({
  sections: z.record(
    z.string(),
    z.array(
      sectionRowSchema.extend({
        rowCount: z
          .int()
          .positive()
          .optional()
          .describe('set on the last row where it sums this many rows that are not shown'),
      }),
    ),
  ),
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
    const summed = rest === null ? [] : [{ key: `… ${rest.rowCount} more`, ...rest }];
    sections[section] = [...rows, ...summed];
  }
  return { ...report, sections, notes: [...notes] };
}
