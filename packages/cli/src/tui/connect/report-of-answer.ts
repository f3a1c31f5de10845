import type { Report, SectionRow } from '@bedrock-spend/core';
import { reportSchema } from '@bedrock-spend/core/schema';
import * as z from 'zod';

/** A report as a tool of ours answers it, and what the server has to say about the call. */
export interface AnsweredReport {
  report: Report;
  notes: readonly string[];
}

// What there is nothing to say of is left out.
const nothing = {
  discountPercent: null,
  filters: [],
  unpriced: [],
  assumptions: [],
  rejected: [],
  duplicates: null,
  partial: [],
  inferenceProfiles: [],
  queryCost: null,
};

const tableSchema = z.object({
  columns: z.array(z.string()),
  sections: z.record(z.string(), z.array(z.array(z.union([z.string(), z.int()])))),
  moreRows: z.record(z.string(), z.int().positive()).default({}),
});
const notesSchema = z.array(z.string()).default([]);

/** The report that an answer holds; `null` when it is none that we know. */
export function reportOfAnswer(answer: unknown): AnsweredReport | null {
  const table = tableSchema.safeParse(answer);
  if (!table.success) return wholeReport(answer);
  const given = answer as { totals?: object };
  const { key: _key, ...noUsage } = emptyRow;
  const totals = { ...noUsage, ...given.totals };
  return wholeReport({ ...nothing, ...given, totals, sections: rowsOf(table.data) });
}

function wholeReport(answer: unknown): AnsweredReport | null {
  const report = reportSchema.safeParse(answer);
  if (!report.success) return null;
  const notes = notesSchema.safeParse((answer as { notes?: unknown }).notes);
  return { report: report.data, notes: notes.success ? notes.data : [] };
}

/** Rows with names: a count without a column is 0, or follows from others. */
function rowsOf({ columns, sections, moreRows }: z.infer<typeof tableSchema>): Report['sections'] {
  return Object.fromEntries(
    Object.entries(sections).map(([section, rows]) => {
      const named = rows.map((cells) => rowOf(columns, cells));
      const rowCount = moreRows[section];
      const last = named.at(-1);
      return [
        section,
        rowCount === undefined || last === undefined
          ? named
          : [...named.slice(0, -1), { ...last, rowCount }],
      ];
    }),
  );
}

function rowOf(columns: readonly string[], cells: readonly (string | number)[]): SectionRow {
  const given = Object.fromEntries(columns.map((name, index) => [name, cells[index]]));
  const row: SectionRow = { ...emptyRow, ...given };
  const input =
    row.effectiveInputTokens || row.inputTokens + row.cacheReadTokens + row.cacheWriteTokens;
  return {
    ...row,
    effectiveInputTokens: input,
    totalTokens: row.totalTokens || input + row.outputTokens,
  };
}

const emptyRow: SectionRow = {
  key: '',
  requests: 0,
  served: 0,
  failed: 0,
  blocked: 0,
  unknownCounts: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  effectiveInputTokens: 0,
  totalTokens: 0,
  costUsd: '0',
  costStatus: 'complete',
  unpricedRequests: 0,
};
