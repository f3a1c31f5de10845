import type { Report, SectionRow } from '@bedrock-spend/core';
import { reportSchema } from '@bedrock-spend/core/schema';
import { z } from 'zod';

import { cutUnpriced } from './shorten-report.ts';

const { sections: _rows, totals, ...facts } = reportSchema.shape;

/** Of the totals, left out where 0. */
const countedIfAny = {
  failed: true,
  blocked: true,
  unknownCounts: true,
  cacheReadTokens: true,
  cacheWriteTokens: true,
  unpricedRequests: true,
} as const;

/** Left out where there is nothing to say: nobody should pay for reading `[]`. */
const saidIfAny = {
  discountPercent: true,
  filters: true,
  unpriced: true,
  assumptions: true,
  rejected: true,
  duplicates: true,
  partial: true,
  inferenceProfiles: true,
  queryCost: true,
  moreRows: true,
  notes: true,
} as const;

/**
 * The report as data. Rows come as a table, whose column names stand there once: a row with names of
 * its own would take three times as much of what a model can read.
 */
export const answerSchema = z
  .object({
    ...facts,
    totals: totals.partial(countedIfAny).describe('a count that is left out is 0'),
    columns: z
      .array(z.string())
      .describe('of the rows; costStatus without a column is complete, a count without one 0'),
    sections: z
      .record(z.string(), z.array(z.array(z.union([z.string(), z.int()]))))
      .describe('rows by section; all rows of a section add up to totals'),
    moreRows: z
      .record(z.string(), z.int())
      .describe('sections whose last row sums this many rows that are not shown'),
    notes: z.array(z.string()),
  })
  .partial(saidIfAny);

export type Answer = z.output<typeof answerSchema>;

export interface AnswerOptions {
  /** Entries of lists beside the sections; all when left out. */
  top?: number | undefined;
  /** Fewer columns: cached tokens are part of the effective input then. */
  isShort: boolean;
  notes: readonly string[];
}

/** The data of an answer: what the report holds, and no more. */
export function structuredAnswer(report: Report, options: AnswerOptions): Answer {
  const { top = Infinity, isShort, notes } = options;
  const { sections, unpriced, inferenceProfiles, totals, ...rest } = report;
  const rows = Object.values(sections).flat();
  const columns = (isShort ? shortColumns : allColumns).filter((column) => isNeeded(column, rows));
  const unnamed = inferenceProfiles.length - top;
  return withoutNothing({
    ...rest,
    totals: withoutZeros(totals),
    unpriced: cutUnpriced(unpriced, top),
    inferenceProfiles: inferenceProfiles.slice(0, top),
    columns: [...columns],
    sections: mapValues(sections, (section) =>
      section.map((row) => columns.map((column) => row[column])),
    ),
    moreRows: Object.fromEntries(
      Object.entries(sections).flatMap(([section, all]) => {
        const rowCount = all.at(-1)?.rowCount;
        return rowCount === undefined ? [] : [[section, rowCount]];
      }),
    ),
    notes: [
      ...notes,
      ...(unnamed > 0 ? [`${unnamed} more application inference profiles were called.`] : []),
    ],
  });
}

function withoutZeros(totals: Report['totals']): Answer['totals'] {
  const counted = Object.entries(totals).filter(
    ([name, value]) => value !== 0 || !Object.hasOwn(countedIfAny, name),
  );
  return Object.fromEntries(counted) as Answer['totals'];
}

function withoutNothing(answer: Required<Answer>): Answer {
  const said = Object.entries(answer).filter(
    ([name, value]) => !Object.hasOwn(saidIfAny, name) || (value !== null && !isEmpty(value)),
  );
  return Object.fromEntries(said) as Answer;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

type Column = Exclude<keyof SectionRow, 'rowCount'>;

const shortColumns = [
  'key',
  'requests',
  'effectiveInputTokens',
  'outputTokens',
  'costUsd',
  'costStatus',
] as const satisfies readonly Column[];

const allColumns = [
  'key',
  'requests',
  'served',
  'failed',
  'blocked',
  'unknownCounts',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'effectiveInputTokens',
  'totalTokens',
  'costUsd',
  'costStatus',
  'unpricedRequests',
] as const satisfies readonly Column[];

const alwaysThere: readonly Column[] = ['key', 'requests', 'costUsd'];

function isNeeded(column: Column, rows: readonly SectionRow[]): boolean {
  if (alwaysThere.includes(column)) return true;
  return rows.some((row) => row[column] !== (column === 'costStatus' ? 'complete' : 0));
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
