import { z } from 'zod';

import { assumptionSchema, reportSchema, usageTotalsSchema } from './report.ts';

// Runtime code imports the types of this file only; the schemas load with `@bedrock-spend/core/schema`.

const count = z.int().nonnegative();
const { window, timeZone, regions, filters, sources, rejected, duplicates, partial } =
  reportSchema.shape;
const { schemaVersion, currency, pricesCheckedOn, discountPercent, inferenceProfiles, queryCost } =
  reportSchema.shape;

/**
 * Schema of `ListedInvocation`.
 *
 * @example
 * const calls = listedInvocationSchema.array().parse(JSON.parse(text));
 */
export const listedInvocationSchema = z.object({
  timestamp: z.string().describe('when the call was made, ISO 8601, UTC'),
  accountId: z.string(),
  region: z.string().describe('where the call was made, which is where it is billed'),
  model: z.string().describe('short name'),
  modelId: z.string().describe('model id as called'),
  principal: z.string().nullable().describe('ARN of the caller; null where the log has none'),
  operation: z.string(),
  error: z.string().nullable().describe('error code of a call that failed, else null'),
  blocked: z.boolean().describe('stopped by a guardrail before the model'),
  serviceTier: z
    .enum(['standard', 'flex', 'priority', 'reserved'])
    .nullable()
    .describe('null where the log does not say'),
  inferenceRegion: z
    .string()
    .nullable()
    .describe('where the model ran, for inference across regions'),
  inputTokens: count.nullable().describe('without cached tokens; null: not in the log'),
  outputTokens: count.nullable().describe('null: not in the log'),
  cacheReadTokens: count,
  cacheWriteTokens: count.describe('of all lifetimes'),
  totalTokens: count.nullable().describe('of all kinds; null where one of them is not in the log'),
  images: count.nullable().describe('images made; null where the log does not count them'),
  costUsd: usageTotalsSchema.shape.costUsd
    .nullable()
    .describe('estimated US dollars, exact decimal; null: the cost is not known, never 0'),
  costStatus: usageTotalsSchema.shape.costStatus,
  unpricedReasons: z.array(z.string()).describe('why not all of it has a price'),
  assumptions: z
    .array(assumptionSchema.shape.kind)
    .describe('what the cost rests on that the log does not say'),
  requestId: z.string(),
  requestMetadata: z
    .record(z.string(), z.string())
    .nullable()
    .describe('tags that the caller sent along'),
});

/**
 * Schema of a list of single invocations; the same data feeds every format.
 *
 * @example
 * const list = invocationListSchema.parse(JSON.parse(text));
 * console.log(list.matched, list.nextCursor);
 */
export const invocationListSchema = z.object({
  schemaVersion,
  currency,
  pricesCheckedOn,
  discountPercent,
  window,
  timeZone,
  regions,
  filters,
  order: z.enum(['cost', 'time', 'tokens']),
  matched: count.describe('calls that match, those on other pages included'),
  invocations: z.array(listedInvocationSchema),
  nextCursor: z.string().nullable().describe('asks for the next page; null on the last one'),
  sources,
  rejected,
  duplicates,
  partial,
  inferenceProfiles,
  queryCost,
});

/**
 * One call with what it cost. Never holds a prompt or a completion.
 *
 * @example
 * const dollars = ({ costUsd }: ListedInvocation) => costUsd ?? 'unknown';
 */
export type ListedInvocation = z.infer<typeof listedInvocationSchema>;

/**
 * Single calls in the order asked for, one page at a time.
 *
 * @example
 * const { invocations, nextCursor }: InvocationList = await listInvocations(source, { days: 7 });
 */
export type InvocationList = z.infer<typeof invocationListSchema>;
