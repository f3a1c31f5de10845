import { createReport, present } from '@bedrock-spend/core';

import { icons } from '../icons.ts';
import { showsDailySpend } from '../apps/daily-spend-uri.ts';
import { inputSchema } from './bedrock-report/input-schema.ts';
import { moreAt } from './bedrock-report/more-at.ts';
import { shortAnswer } from './bedrock-report/short-answer.ts';
import { cutSections } from './bedrock-report/shorten-report.ts';
import { answerSchema, structuredAnswer } from './bedrock-report/structured-answer.ts';
import { notesOf } from './query/notes-of.ts';
import { queryOf } from './query/query-of.ts';
import { partialInToolTerms } from './reading/in-tool-terms.ts';
import { readingProgress } from './reading/reading-progress.ts';
import { tellReading } from './reading/tell-reading.ts';
import { defineTool } from './tool.ts';

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
  icons: icons.report,
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
    const notes = notesOf(input, services.source);
    const { top, format = 'short' } = input;
    if (format === 'short') {
      return shortAnswer(report, { top, notes, moreAt: moreAt(input, services) });
    }
    return {
      content: [present(report, { format, top }), ...notes],
      structured: structuredAnswer(cutSections(report, { top }), { isShort: false, notes }),
    };
  },
});
