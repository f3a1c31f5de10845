import {
  createReport,
  SpendError,
  visibleText,
  type Dimension,
  type SpendRow,
} from '@bedrock-spend/core';
import { z } from 'zod';

import { argument } from './argument.ts';
import { answerSchema, type DailySpend } from './bedrock-daily-spend/answer-schema.ts';
import { splitDays } from './bedrock-daily-spend/split-days.ts';
import { notesOf } from './query/notes-of.ts';
import { queryArguments } from './query/query-arguments.ts';
import { queryOf } from './query/query-of.ts';
import { partialInToolTerms } from './reading/in-tool-terms.ts';
import { readingProgress } from './reading/reading-progress.ts';
import { tellReading } from './reading/tell-reading.ts';
import { defineTool } from './tool.ts';

const usualTop = 6;

/** What each day cost, split by one dimension: what the chart of daily spend draws. */
export const bedrockDailySpend = defineTool({
  name: 'bedrock-daily-spend',
  title: 'Amazon Bedrock spend of each day',
  description:
    'What each day cost, split by one dimension, as the chart of bedrock-report draws it. ' +
    'For any other question call bedrock-report.',
  // Hosts that show the chart call it for the chart alone, and keep it from the model.
  meta: { ui: { visibility: ['app'] } },
  scope: 'report:read',
  inputSchema: z.strictObject({
    ...queryArguments,
    by: argument.text('Dimension that splits the days, as in group_by. Default model.'),
    top: argument.wholeNumber(
      20,
      `Groups shown; the others are summed in one. Default ${usualTop}.`,
    ),
  }),
  outputSchema: answerSchema,
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  async run(input, context) {
    const { services, signal } = context;
    // The library refuses names that are no dimensions.
    const by = (input.by ?? 'model') as Dimension;
    if (by === 'day' || by === 'hour') {
      throw new SpendError(
        'INVALID_QUERY',
        `Days cannot be split by ${by}: name another dimension, such as model.`,
      );
    }
    const rows: SpendRow[] = [];
    const progress = readingProgress(context);
    const query = { ...queryOf(input, services.defaults), groupBy: ['day', by] as const };
    const read = await createReport(services.source, query, {
      prices: services.prices,
      now: services.now(),
      signal,
      onProgress: progress.step,
      onRow: (row) => rows.push(row),
    });
    await progress.done();
    const report = partialInToolTerms(read);
    await tellReading(report, context);
    const notes = notesOf(input, services.source);
    const answer = splitDays(report, rows, { by, top: input.top ?? usualTop, notes });
    return { content: [textOf(answer), ...notes], structured: answer };
  },
});

/** The same in words, for hosts that call the tool though they show no chart. */
function textOf({ by, window, timeZone, groups, days, totals }: DailySpend): string {
  const names = groups.map(({ key }) => visibleText(key));
  return [
    `Estimated spend of each day by ${visibleText(by)} (${window.since} to ${window.until}, ${timeZone}, USD)`,
    `Total: ${amount(totals)}`,
    ...days.map((day) => {
      const parts = day.groups.map((part) => `${names[part.group]}=${amount(part)}`);
      return `${day.day}: ${amount(day)} (${parts.join(', ')})`;
    }),
  ].join('\n');
}

function amount({ costUsd, costStatus }: DailySpend['totals']): string {
  if (costStatus === 'unpriced') return 'unpriced';
  return costStatus === 'incomplete' ? `${costUsd} (incomplete)` : costUsd;
}
