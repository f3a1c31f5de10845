import {
  invocationOrders,
  listFormats,
  listInvocations,
  presentInvocations,
  type InvocationList,
} from '@bedrock-spend/core';
import { invocationListSchema } from '@bedrock-spend/core/schema';
import { z } from 'zod';

import { icons } from '../icons.ts';
import { argument } from './argument.ts';
import { notesOf } from './query/notes-of.ts';
import { queryArguments } from './query/query-arguments.ts';
import { queryOf } from './query/query-of.ts';
import { partialInToolTerms } from './reading/in-tool-terms.ts';
import { readingProgress } from './reading/reading-progress.ts';
import { tellReading } from './reading/tell-reading.ts';
import { defineTool, type Services } from './tool.ts';

const usualLimit = 10;
/** Wide enough for a table with request ids. */
const tableWidth = 160;

/** Single calls of the source that the server was started with, never what they said. */
export const bedrockLogs = defineTool({
  name: 'bedrock-logs',
  title: 'Amazon Bedrock calls',
  description:
    'Single calls to Amazon Bedrock with time, model, caller, tokens, estimated cost and request id: the ' +
    'most expensive ones first, or the latest, or those with the most tokens. Never prompts or answers. ' +
    'For totals call bedrock-report, which is cheaper. Call again with the cursor of the answer for more.',
  scope: 'logs:read',
  inputSchema: z.strictObject({
    ...queryArguments,
    order: argument.choice(invocationOrders, 'What comes first. Default cost.'),
    limit: argument.wholeNumber(100, `Calls in one answer. Default ${usualLimit}.`),
    cursor: argument.text(
      'nextCursor of the answer before; leave the other arguments as they were.',
    ),
    format: argument.choice(listFormats, 'Form of the text. Default table.'),
  }),
  outputSchema: invocationListSchema.extend({
    notes: z.array(z.string()).describe('arguments that had no effect'),
  }),
  icons: icons.list,
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  async run(input, context) {
    const { services, signal } = context;
    const { order, limit = usualLimit, cursor, format = 'table' } = input;
    const progress = readingProgress(context);
    const read = await listInvocations(services.source, queryOf(input, services.defaults), {
      order,
      limit,
      cursor,
      prices: services.prices,
      now: services.now(),
      signal,
      onProgress: progress.step,
    });
    await progress.done();
    const list = withoutHidden(partialInToolTerms(read), services);
    await tellReading(list, context);
    const notes = notesOf(input, services.source);
    return {
      content: [
        presentInvocations(list, { format, width: tableWidth }),
        ...(list.nextCursor === null
          ? []
          : [`For more: the same arguments and cursor ${list.nextCursor}`]),
        ...notes,
      ],
      structured: { ...list, notes },
    };
  },
});

/** What the source has left of a principal may be no more than its role. */
function withoutHidden(list: InvocationList, { showsColumn }: Services): InvocationList {
  if (showsColumn === undefined || showsColumn('principal')) return list;
  return { ...list, invocations: list.invocations.map((call) => ({ ...call, principal: null })) };
}
