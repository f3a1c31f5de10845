import { resolveQuery } from '@bedrock-spend/core';

import { isAllowed } from '../access/is-allowed.ts';
import type { CallContext } from '../call-context.ts';
import { icons } from '../icons.ts';
import { bedrockLogs } from '../tools/bedrock-logs.ts';
import { bedrockReport } from '../tools/bedrock-report.ts';
import { promptArguments } from './arguments.ts';
import type { PromptDefinition } from './prompt.ts';
import { toolCall } from './tool-call.ts';
import { steps, userMessage } from './user-message.ts';
import { whatToWatch } from './what-to-watch.ts';

const causes = ['hour', 'model', 'person', 'role', 'operation', 'error'];

/** What made the spend of a day jump. */
export const findSpike: PromptDefinition = {
  name: 'find-spike',
  title: 'Find the cause of a spike',
  description: 'Finds the day on which Amazon Bedrock spend jumped, and who and what made it jump.',
  arguments: [
    {
      name: 'day',
      title: 'Day',
      description: 'The day to explain, YYYY-MM-DD. Default the one that stands out.',
      required: false,
    },
    promptArguments.days,
    promptArguments.region,
    promptArguments.account,
  ],
  icons: icons.spike,
  scope: 'report:read',
  needsTool: 'bedrock-report',
  async write({ day, days = '30', region, aws_account_id }, context) {
    const place = { region, aws_account_id };
    const example = day ?? (await yesterday(context));
    const window = day === undefined ? { days } : { days, until: day };
    const history = { ...window, group_by: ['day'], top: 100, ...place };
    const oneDay = { since: example, until: example, ...place };
    const closer = await toolCall(bedrockReport, { ...oneDay, group_by: causes }, context);
    const instead = day === undefined ? ', with since and until set to the day of the spike' : '';
    return userMessage(
      day === undefined
        ? `Find the day of the last ${days} days on which Amazon Bedrock spend jumped, and explain why.`
        : `Explain why Amazon Bedrock spend jumped on ${day}.`,
      steps([
        `Call ${await toolCall(bedrockReport, history, context)}. Compare each day with the same weekday a ` +
          'week before and with the median; say so if no day stands out.',
        `Call ${closer}${instead}.`,
        'Call it again for the same weekday a week earlier, and compare section by section.',
        ...(await logsStep(oneDay, instead, context)),
        'Name the cause: who, which model, from which hour, more calls or larger ones, cache lost or not, ' +
          'retries after errors or not; with dollars, and how sure that is.',
      ]),
      whatToWatch(context),
    );
  },
};

async function logsStep(
  oneDay: Record<string, unknown>,
  instead: string,
  context: CallContext,
): Promise<string[]> {
  if (!isAllowed(bedrockLogs, context.caller)) return [];
  const call = await toolCall(bedrockLogs, { ...oneDay, order: 'cost', limit: 20 }, context);
  return [`Call ${call}${instead}, to see whether single calls explain it.`];
}

async function yesterday({ services }: CallContext): Promise<string> {
  const { timeZone } = services.defaults;
  const { window } = await resolveQuery({ days: 2, timeZone }, { now: services.now() });
  return window.since;
}
