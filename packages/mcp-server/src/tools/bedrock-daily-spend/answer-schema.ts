import { partialSchema, reportSchema, usageTotalsSchema } from '@bedrock-spend/core/schema';
import { z } from 'zod';

const spend = usageTotalsSchema.pick({
  requests: true,
  totalTokens: true,
  costUsd: true,
  costStatus: true,
});

/** Days and groups both add up to the totals, and so do the groups of a day to the day. */
export const answerSchema = reportSchema
  .pick({ currency: true, pricesCheckedOn: true, window: true, timeZone: true })
  .extend({
    by: z.string().describe('dimension that splits the days'),
    totals: spend,
    groups: z
      .array(
        spend.extend({
          key: z.string().describe('value of the dimension'),
          rowCount: z
            .int()
            .positive()
            .optional()
            .describe('set on the last group where it sums this many that are not shown'),
        }),
      )
      .describe('the dearest first'),
    days: z
      .array(
        spend.extend({
          day: z.string().describe('YYYY-MM-DD'),
          groups: z.array(
            spend.extend({ group: z.int().nonnegative().describe('index in groups') }),
          ),
        }),
      )
      .describe('days with usage, in order'),
    skipped: z.int().nonnegative().describe('pieces of the logs that are no readable record'),
    partial: z.array(partialSchema).describe('what could not be read'),
    notes: z.array(z.string()).describe('arguments that had no effect'),
  });

export type DailySpend = z.output<typeof answerSchema>;
