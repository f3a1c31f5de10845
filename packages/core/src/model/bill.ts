import { z } from 'zod';

import { reportSchema } from './report.ts';

// Runtime code imports the types of this file only; the schemas load with `@bedrock-spend/core/schema`.

const count = z.int().nonnegative();
const { window, totals, queryCost } = reportSchema.shape;
const { unpriced, assumptions, rejected, partial, sources } = reportSchema.shape;
const { costUsd, costStatus, requests, unpricedRequests } = totals.shape;
const { since: date, until, days } = window.shape;
const money = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('US dollars, exact decimal; below 0 for what AWS gives back');
const quantity = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('exact decimal, in `unit`');
const percent = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('of what was billed, two places; below 0: the estimate is lower');

/**
 * Schema of `BilledLine`.
 *
 * @example
 * const lines = billedLineSchema.array().parse(bill.lines);
 */
export const billedLineSchema = z.object({
  date,
  service: z.string().describe('as Cost Explorer names it'),
  usageType: z.string(),
  billedUsd: money,
  quantity,
  unit: z.string().describe('such as 1K tokens; N/A where Cost Explorer mixes several'),
});

/**
 * Schema of `BillAdjustment`.
 *
 * @example
 * const credits = billAdjustmentSchema.array().parse(bill.adjustments);
 */
export const billAdjustmentSchema = z.object({
  date,
  service: z.string(),
  recordType: z.string().describe('Credit, Refund, Tax …: anything that is not usage'),
  billedUsd: money,
});

/**
 * Schema of `BillDay`.
 *
 * @example
 * const days = billDaySchema.array().parse(bill.days);
 */
export const billDaySchema = z.object({
  date,
  status: z
    .enum(['billed', 'estimated-only', 'pending'])
    .describe(
      'pending: AWS may still change it; estimated-only: final, and nothing was billed for calls that were logged',
    ),
  billedUsd: money.nullable().describe('for usage; null: no figure yet'),
  estimatedUsd: costUsd
    .nullable()
    .describe('from the logs; null: not asked for, or nothing of it has a price'),
  estimateStatus: costStatus.nullable().describe('null: no estimate was asked for'),
  differenceUsd: money
    .nullable()
    .describe('estimate - bill; null for today, yesterday and where one of them is not known'),
  differencePercent: percent.nullable(),
});

const comparison = z.object({
  days: count,
  billedUsd: money.nullable().describe('null: no figure yet'),
  estimatedUsd: costUsd.nullable(),
  differenceUsd: money.nullable(),
  differencePercent: percent.nullable(),
});

/**
 * Schema of a bill; the same data feeds every format.
 *
 * @example
 * const { totals } = billSchema.parse(JSON.parse(text));
 * console.log(totals.final.billedUsd);
 */
export const billSchema = z.object({
  schemaVersion: z.literal('1.0'),
  currency: z.literal('USD'),
  window: z.object({ since: date, until, days }),
  timeZone: z.literal('UTC').describe('days of Cost Explorer are days in UTC'),
  accounts: z.array(z.string()).describe('empty: all that the credentials may see'),
  regions: z.array(z.string()).describe('empty: all'),
  services: z
    .array(z.object({ name: z.string(), billedUsd: money }))
    .describe('every service with Bedrock in its name'),
  days: z.array(billDaySchema),
  totals: z.object({
    final: comparison.describe('days that AWS does not change any more'),
    pending: comparison.describe('the others'),
    adjustmentsUsd: money.describe('credits, refunds, taxes …: not in the other figures'),
  }),
  lines: z.array(billedLineSchema).describe('usage by day, service and usage type'),
  adjustments: z.array(billAdjustmentSchema),
  estimate: z
    .object({
      costUsd,
      costStatus,
      requests,
      unpricedRequests,
      sources,
      unpriced,
      assumptions,
      rejected,
      partial,
      queryCost,
    })
    .nullable()
    .describe('what the logs say; null: not asked for, or estimateProblem'),
  estimateProblem: z
    .string()
    .nullable()
    .describe('why there is no estimate though one was asked for, and what to do; else null'),
  queryCost: queryCost.unwrap().describe('what asking Cost Explorer cost'),
});

/**
 * What AWS billed for one usage type of a service on a day.
 *
 * @example
 * const tokens = bill.lines.filter(({ unit }: BilledLine) => unit === '1K tokens');
 */
export type BilledLine = z.infer<typeof billedLineSchema>;

/**
 * Something on the bill that is not usage, such as a credit.
 *
 * @example
 * const credits = bill.adjustments.filter(({ recordType }: BillAdjustment) => recordType === 'Credit');
 */
export type BillAdjustment = z.infer<typeof billAdjustmentSchema>;

/**
 * A day (UTC) of the bill beside what the logs say of it.
 *
 * @example
 * const final = bill.days.filter(({ status }: BillDay) => status !== 'pending');
 */
export type BillDay = z.infer<typeof billDaySchema>;

/**
 * What AWS billed for Bedrock, beside the estimate from the logs. Amounts are US dollars as exact
 * decimal strings.
 *
 * @example
 * const { differencePercent } = (bill satisfies Bill).totals.final;
 */
export type Bill = z.infer<typeof billSchema>;
