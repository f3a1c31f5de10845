import { createReport, present, type Report } from '@bedrock-spend/core';

import { answerSchema, structuredAnswer } from './bedrock-report/structured-answer.ts';
import { inputSchema, type ReportArguments } from './bedrock-report/input-schema.ts';
import { notesOf } from './bedrock-report/notes-of.ts';
import { queryOf } from './bedrock-report/query-of.ts';
import { reportProgress } from './bedrock-report/report-progress.ts';
import { defineTool, type ToolContext } from './tool.ts';

const usualTop = 10;

/** The spend report over the source that the server was started with. */
export const bedrockReport = defineTool({
  name: 'bedrock-report',
  title: 'Amazon Bedrock spend report',
  description:
    'What Amazon Bedrock usage was and what it costs (estimated US dollars): totals, and per day, region, ' +
    'model and caller, or by other dimensions with group_by. All arguments are optional; the default is ' +
    'the last 7 days. Days are calendar days of the time zone, both ends included.',
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
    const progress = reportProgress(context);
    const report = await createReport(services.source, queryOf(input, services.defaults), {
      prices: services.prices,
      now: services.now(),
      signal,
      onProgress: progress.step,
    });
    await progress.done();
    await tellReading(report, context);
    const top = topOf(input);
    const notes = notesOf(input, services.source);
    const format =
      input.format === undefined || input.format === 'short' ? 'classic' : input.format;
    return {
      texts: [present(report, { format, top }), ...notes],
      structured: structuredAnswer(report, { top, notes }),
    };
  },
});

/** For people who watch the client's log; the report itself says the same. */
async function tellReading({ sources, partial }: Report, { log }: ToolContext): Promise<void> {
  for (const { name, records } of sources) await log('debug', `${records} records of ${name} read`);
  for (const { origin, message } of partial) await log('warning', `${origin}: ${message}`);
}

/** A format that is asked for by name comes whole. */
function topOf({ top, format = 'short' }: ReportArguments): number | undefined {
  return top ?? (format === 'short' ? usualTop : undefined);
}
