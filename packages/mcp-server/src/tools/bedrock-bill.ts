import { SpendError, type Query } from '@bedrock-spend/core';
import type { Bill, BillFormat } from '@bedrock-spend/core/billing';
import { billSchema } from '@bedrock-spend/core/schema';
import { z } from 'zod';

import { icons } from '../icons.ts';
import { argument } from './argument.ts';
import { queryArguments, type QueryArguments } from './query/query-arguments.ts';
import { queryOf } from './query/query-of.ts';
import { inToolTerms, partialInToolTerms } from './reading/in-tool-terms.ts';
import { readingProgress } from './reading/reading-progress.ts';
import { tellReading } from './reading/tell-reading.ts';
import { defineTool } from './tool.ts';

const usualTop = 10;
const textWidth = 100;
// Not those of the library itself, which would load what reaches AWS with every server.
const formats = ['table', 'markdown', 'json', 'csv'] as const satisfies readonly BillFormat[];

const { time_zone: _days, where: _filters, ...billArguments } = queryArguments;

const inputSchema = z.strictObject({
  ...billArguments,
  region: argument.names("AWS region, or several. Default the server's, else all."),
  estimate: argument.yesOrNo(
    'Also read the logs and show the estimate beside the bill, which is then of the same accounts; ' +
      'false: of every account that the credentials may see. Default true.',
  ),
  top: argument.wholeNumber(
    10_000,
    `Lines of the bill in the data, the largest. Default ${usualTop}.`,
  ),
  format: argument.choice(formats, 'Form of the text. Default table.'),
});

/** What AWS billed, beside the estimate. The only tool that costs money each time. */
export const bedrockBill = defineTool({
  name: 'bedrock-bill',
  title: 'Amazon Bedrock bill',
  description:
    'What AWS billed for Amazon Bedrock per day, service and usage type, beside the estimate from the logs. ' +
    'COSTS MONEY: each request to Cost Explorer costs $0.01, and a call makes two or more of them, unless ' +
    'the days asked for are known already; the answer says how much it was. The bill lags a day or two: ' +
    'for today and yesterday call bedrock-report, which is free of this. Days are UTC days.',
  scope: 'bill:read',
  inputSchema,
  outputSchema: billSchema.extend({
    moreLines: z
      .int()
      .nonnegative()
      .describe('lines that are left out; days and services hold them'),
  }),
  icons: icons.bill,
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: true,
  },
  needs: 'bill',
  async run(input, context) {
    const { services, signal } = context;
    if (services.bill === undefined) throw notOffered();
    const { createBill, presentBill } = await import('@bedrock-spend/core/billing');
    const { estimate = true, top = usualTop, format = 'table' } = input;
    const progress = readingProgress(context);
    const source = estimate ? services.source : null;
    const read = await createBill(source, billQuery(input, services.defaults), {
      reader: services.bill,
      prices: services.prices,
      now: services.now(),
      signal,
      onProgress: progress.step,
    });
    await progress.done();
    const bill = billInToolTerms(read);
    if (bill.estimate !== null) await tellReading(bill.estimate, context);
    return {
      content: [presentBill(bill, { format, width: textWidth }), ...notesBeside(format, bill)],
      structured: shortened(bill, top),
    };
  },
});

function billInToolTerms(bill: Bill): Bill {
  const { estimate, estimateProblem } = bill;
  return {
    ...bill,
    estimate: estimate === null ? null : partialInToolTerms(estimate),
    estimateProblem: estimateProblem === null ? null : inToolTerms(estimateProblem),
  };
}

/** CSV has no place for it. */
function notesBeside(format: BillFormat, { estimateProblem }: Bill): string[] {
  if (format !== 'csv' || estimateProblem === null) return [];
  return [`Note: there is no estimate beside the bill: ${estimateProblem}`];
}

/** The bill knows days in UTC, accounts and regions; it is of all regions where none is named. */
function billQuery(input: QueryArguments, defaults: Query): Query {
  const { timeZone: _zone, where: _where, groupBy: _sections, ...query } = queryOf(input, defaults);
  return { ...query, regions: query.regions ?? ['all'] };
}

/** The largest lines only; the days and the services of a bill still hold all of it. */
function shortened(bill: Bill, top: number): Bill & { moreLines: number } {
  const lines = bill.lines.toSorted((left, right) => size(right) - size(left)).slice(0, top);
  return { ...bill, lines, moreLines: bill.lines.length - lines.length };
}

/** For the order only: what a float cannot tell apart is as large. */
function size({ billedUsd }: Bill['lines'][number]): number {
  return Math.abs(Number(billedUsd));
}

function notOffered(): SpendError {
  return new SpendError('INVALID_CONFIG', 'This server does not read from AWS.');
}
