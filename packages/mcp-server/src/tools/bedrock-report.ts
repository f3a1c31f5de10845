import { createReport, present } from '@bedrock-spend/core';

import { showsDailySpend } from '../apps/daily-spend-uri.ts';
import { answerSchema, structuredAnswer } from './bedrock-report/structured-answer.ts';
import { inputSchema, type ReportArguments } from './bedrock-report/input-schema.ts';
import { notesOf } from './query/notes-of.ts';
import { queryOf } from './query/query-of.ts';
import { partialInToolTerms } from './reading/in-tool-terms.ts';
import { readingProgress } from './reading/reading-progress.ts';
import { tellReading } from './reading/tell-reading.ts';
import { defineTool } from './tool.ts';

const usualTop = 10;

/** The spend report over the source that the server was started with. */
export const bedrockReport = defineTool({
  name: 'bedrock-report',
  title: 'Amazon Bedrock spend report',
  description:
    'What Amazon Bedrock usage was and what it costs (estimated US dollars): totals, and per day, region, ' +
    'model and caller, or by other dimensions with group_by. All arguments are optional; the default is ' +
    'the last 7 days. Days are calendar days of the time zone, both ends included.',
  meta: showsDailySpend,
  scope: 'report:read',
  inputSchema,
  outputSchema: answerSchema,
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  async run(input, context) {
    const { services, signal } = context;
    const progress = readingProgress(context);
    const read = await createReport(services.source, queryOf(input, services.defaults), {
      prices: services.prices,
      now: services.now(),
      signal,
      onProgress: progress.step,
    });
    await progress.done();
    services.names.remember(read);
    const report = partialInToolTerms(read);
    await tellReading(report, context);
    const top = topOf(input);
    const notes = notesOf(input, services.source);
    const format =
      input.format === undefined || input.format === 'short' ? 'classic' : input.format;
    return {
      content: [present(report, { format, top }), ...notes],
      structured: structuredAnswer(report, { top, notes }),
    };
  },
});

/** A format that is asked for by name comes whole. */
function topOf({ top, format = 'short' }: ReportArguments): number | undefined {
  return top ?? (format === 'short' ? usualTop : undefined);
}
