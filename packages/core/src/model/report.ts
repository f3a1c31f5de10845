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

/**
 * Schema of `UsageTotals`.
 *
 * @example
 * usageTotalsSchema.parse(report.totals);
 */
export const usageTotalsSchema = z.object({
  requests: count.describe('all invocation records, failed and blocked ones included'),
  served: count.describe('requests - failed - blocked'),
  failed: count.describe('requests with an error code'),
  blocked: count.describe('stopped by a guardrail before the model'),
  unknownCounts: count.describe('served requests whose token counts the log lacks'),
  inputTokens: count.describe('without cached tokens'),
  outputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  effectiveInputTokens: count.describe('input + cache read + cache write'),
  totalTokens: count.describe('effective input + output'),
  costUsd: money.describe('estimated US dollars of what has a price, exact decimal'),
  costStatus: z
    .enum(['complete', 'incomplete', 'unpriced'])
    .describe('incomplete: costUsd is a part of it; unpriced: the cost is not known, never 0'),
  unpricedRequests: count.describe('served requests that are not priced in full'),
});

/**
 * Schema of `SectionRow`.
 *
 * @example
 * sectionRowSchema.array().parse(report.sections.byModel);
 */
export const sectionRowSchema = usageTotalsSchema.extend({
  key: z.string().describe('value of the dimension'),
  rowCount: z
    .int()
    .positive()
    .optional()
    .describe('only where a section was cut: its last row sums this many rows that are not shown'),
});

/**
 * Schema of `ReportSource`.
 *
 * @example
 * sourceSchema.parse({ kind: 'files', name: 'logs/', records: 10, bytes: 6500 });
 */
export const sourceSchema = z.object({
  kind: z.enum(['files', 'cloudwatch', 's3', 'athena', 'metrics', 'memory']),
  name: z.string(),
  records: count.describe('invocation records read, those outside the window or filters included'),
  bytes: count.nullable().describe('bytes read from the source, compressed where it is'),
  cachedRecords: count
    .optional()
    .describe('of the records, those kept from an earlier reading; only where there are some'),
});

/**
 * Schema of `Assumption`.
 *
 * @example
 * assumptionSchema.parse({ kind: 'tier-standard', requests: 3, costUsd: '0.0042' });
 */
export const assumptionSchema = z.object({
  kind: z.enum(['tier-standard', 'cache-write-5m', 'price-before-first-check']),
  requests: count,
  costUsd: money,
});

/**
 * Schema of `Unpriced`.
 *
 * @example
 * unpricedSchema.array().parse(report.unpriced);
 */
export const unpricedSchema = z.object({
  model: z.string().describe('model id as called'),
  region: z.string(),
  reasons: z.array(z.string()),
  requests: count.describe('served requests; 0 where only calls that failed used tokens'),
  totalTokens: count,
});

/**
 * Schema of `Rejected`.
 *
 * @example
 * rejectedSchema.parse({ reason: 'not-json', count: 1, examples: [] });
 */
export const rejectedSchema = z.object({
  reason: z.enum(['not-json', 'not-an-invocation-record', 'invalid-record', 'too-long']),
  count,
  examples: z
    .array(z.object({ origin: z.string(), line: count.nullable(), detail: z.string() }))
    .describe('the first few'),
});

/**
 * Schema of `PartialSource`.
 *
 * @example
 * partialSchema.parse({ origin: 'a.gz', reason: 'truncated', message: 'a.gz ends too early.' });
 */
export const partialSchema = z.object({
  origin: z.string(),
  reason: z.enum([
    'truncated',
    'unreadable',
    'interrupted',
    'denied',
    'not-found',
    'no-counts',
    'logging-off',
    'unresolved-profile',
  ]),
  message: z.string(),
});

/**
 * Schema of `InferenceProfile`.
 *
 * @example
 * const model = 'amazon.nova-pro-v1:0';
 * inferenceProfileSchema.parse({ arn: 'a1b2c3d4e5f6', name: 'search', model, tags: {} });
 */
export const inferenceProfileSchema = z.object({
  arn: z.string().describe('ARN or id as called'),
  name: z.string(),
  model: z.string().describe('id of the model, or of the profile, behind it'),
  tags: z.record(z.string(), z.string()).nullable().describe('null: could not be read'),
});

/**
 * Schema of `QueryCost`.
 *
 * @example
 * queryCostSchema.parse({ costUsd: '0.006', basis: '1.2 GB scanned' });
 */
export const queryCostSchema = z.object({
  costUsd: money,
  basis: z.string().describe('what was paid for: 1.2 GB scanned'),
});

/**
 * Schema of a report; the same data feeds every format.
 *
 * @example
 * const report = reportSchema.parse(JSON.parse(text));
 * console.log(report.totals.costUsd);
 */
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
  inferenceProfiles: z
    .array(inferenceProfileSchema)
    .describe('application inference profiles that calls named, and what is behind them'),
  queryCost: queryCostSchema.nullable(),
});

/**
 * Counts of requests and tokens, and US dollars as an exact decimal, of any part of a report.
 *
 * @example
 * const { requests, costUsd }: UsageTotals = report.totals;
 */
export type UsageTotals = z.infer<typeof usageTotalsSchema>;

/**
 * One value of a dimension with its totals.
 *
 * @example
 * const rows: SectionRow[] = report.sections.byModel ?? [];
 */
export type SectionRow = z.infer<typeof sectionRowSchema>;

/**
 * What was read, and how much of it.
 *
 * @example
 * const names: string[] = report.sources.map(({ name }: ReportSource) => name);
 */
export type ReportSource = z.infer<typeof sourceSchema>;

/**
 * What the prices rest on that the log does not say, with the requests and dollars that rest on it.
 *
 * @example
 * const rests: Assumption[] = report.assumptions;
 */
export type Assumption = z.infer<typeof assumptionSchema>;

/**
 * A model, as called, whose usage in a region has no price or no counts, and why. `requests` counts served ones.
 *
 * @example
 * const models: string[] = report.unpriced.map(({ model }: Unpriced) => model);
 */
export type Unpriced = z.infer<typeof unpricedSchema>;

/**
 * Pieces of input that were skipped for one reason: how many, and where the first few stand.
 *
 * @example
 * const skipped = report.rejected.reduce((sum, { count }: Rejected) => sum + count, 0);
 */
export type Rejected = z.infer<typeof rejectedSchema>;

/**
 * A part of a source that could not be read.
 *
 * @example
 * const missing: PartialSource[] = report.partial;
 */
export type PartialSource = z.infer<typeof partialSchema>;

/**
 * An application inference profile that calls named instead of a model.
 *
 * @example
 * const teams = report.inferenceProfiles.map(({ tags }: InferenceProfile) => tags?.team);
 */
export type InferenceProfile = z.infer<typeof inferenceProfileSchema>;

/**
 * What reading the source itself cost, in US dollars.
 *
 * @example
 * const cost: QueryCost | null = report.queryCost;
 */
export type QueryCost = z.infer<typeof queryCostSchema>;

/**
 * Everything that a report says. Amounts are US dollars as exact decimal strings; `sections` holds the
 * rows of each dimension asked for, by `sectionName`, and every section adds up to `totals`.
 *
 * @example
 * for (const { key, costUsd, costStatus } of report.sections.byModel ?? []) {
 *   console.log(key, costStatus === 'unpriced' ? 'unpriced' : costUsd);
 * }
 */
export type Report = z.infer<typeof reportSchema>;
