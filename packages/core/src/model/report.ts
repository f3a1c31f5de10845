import { z } from 'zod';

// Runtime code imports the types of this file only; the schemas load with `@bedrock-spend/core/schema`.

const count = z.int().nonnegative();
const money = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .describe('US dollars, exact decimal');
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('YYYY-MM-DD');

export const usageTotalsSchema = z.object({
  requests: count.describe('all invocation records, failed and blocked ones included'),
  served: count.describe('requests - failed - blocked'),
  failed: count,
  blocked: count.describe('stopped by a guardrail before the model'),
  unknownCounts: count.describe('served requests whose token counts the log lacks'),
  inputTokens: count.describe('without cached tokens'),
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  effectiveInputTokens: count.describe('input + cache read + cache write'),
  totalTokens: count.describe('effective input + output'),
  costUsd: money.describe('estimated US dollars of what has a price, exact decimal'),
  costStatus: z.enum(['complete', 'incomplete', 'unpriced']),
  unpricedRequests: count,
});

export const sectionRowSchema = usageTotalsSchema.extend({
  key: z.string().describe('value of the dimension'),
});

export const sourceSchema = z.object({
  kind: z.enum(['files', 'cloudwatch', 's3', 'athena', 'metrics', 'memory']),
  name: z.string(),
  records: count.describe('invocation records read, those outside the window or filters included'),
  bytes: count.nullable().describe('bytes read from the source, compressed where it is'),
});

export const assumptionSchema = z.object({
  kind: z.enum(['tier-standard', 'cache-write-5m', 'price-before-first-check']),
  requests: count,
  costUsd: money,
});

export const unpricedSchema = z.object({
  model: z.string().describe('model id as called'),
  region: z.string(),
  reasons: z.array(z.string()),
  requests: count,
  totalTokens: count,
});

export const rejectedSchema = z.object({
  reason: z.enum(['not-json', 'not-an-invocation-record', 'invalid-record', 'too-long']),
  count,
  examples: z
    .array(z.object({ origin: z.string(), line: count.nullable(), detail: z.string() }))
    .describe('the first few'),
});

export const partialSchema = z.object({
  origin: z.string(),
  reason: z.enum(['truncated', 'unreadable', 'interrupted', 'denied', 'not-found', 'no-counts']),
  message: z.string(),
});

export const queryCostSchema = z.object({
  costUsd: money,
  basis: z.string().describe('what was paid for: 1.2 GB scanned'),
});

/** Everything that a report says; the same data feeds every format. */
export const reportSchema = z.object({
  schemaVersion: z.literal('1.0'),
  currency: z.literal('USD'),
  pricesCheckedOn: date.describe('day the list prices were last checked'),
  discountPercent: z
    .string()
    .nullable()
    .describe('discount off list prices, decimal; null when none'),
  window: z.object({
    since: date,
    until: date,
    days: count,
    askedAs: z.enum(['days', 'dates']),
  }),
  timeZone: z.string(),
  regions: z.object({
    asked: z.array(z.string()).describe('empty = all'),
    found: z.array(z.string()),
  }),
  filters: z
    .array(z.object({ dimension: z.string(), values: z.array(z.string()), negated: z.boolean() }))
    .describe('only calls that match every one of these were counted; regions stand under regions'),
  sources: z.array(sourceSchema),
  totals: usageTotalsSchema,
  sections: z.record(z.string(), z.array(sectionRowSchema)),
  unpriced: z.array(unpricedSchema),
  assumptions: z.array(assumptionSchema),
  rejected: z.array(rejectedSchema),
  duplicates: count.nullable().describe('records left out as duplicates; null when not asked for'),
  partial: z.array(partialSchema).describe('what could not be read'),
  queryCost: queryCostSchema.nullable(),
});

export type UsageTotals = z.infer<typeof usageTotalsSchema>;
export type SectionRow = z.infer<typeof sectionRowSchema>;
export type ReportSource = z.infer<typeof sourceSchema>;
export type Assumption = z.infer<typeof assumptionSchema>;
export type Unpriced = z.infer<typeof unpricedSchema>;
export type Rejected = z.infer<typeof rejectedSchema>;
export type PartialSource = z.infer<typeof partialSchema>;
export type QueryCost = z.infer<typeof queryCostSchema>;
export type Report = z.infer<typeof reportSchema>;
