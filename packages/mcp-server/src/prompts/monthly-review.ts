import { resolveQuery } from '@bedrock-spend/core';

import { isAllowed } from '../access/is-allowed.ts';
import type { CallContext } from '../call-context.ts';
import { monthBefore } from '../completions/complete-times.ts';
import { icons } from '../icons.ts';
import { bedrockBill } from '../tools/bedrock-bill.ts';
import { bedrockReport } from '../tools/bedrock-report.ts';
import { isOffered } from '../tools/is-offered.ts';
import { promptArguments } from './arguments.ts';
import type { PromptDefinition } from './prompt.ts';
import { toolCall } from './tool-call.ts';
import { steps, userMessage } from './user-message.ts';
import { whatToWatch } from './what-to-watch.ts';

const sections = ['day', 'region', 'model', 'person', 'role'];

/** A month of spend beside the month before it. */
export const monthlyReview: PromptDefinition = {
  name: 'monthly-review',
  title: 'Monthly review of Bedrock spend',
  description:
    'What a month of Amazon Bedrock cost, by model and person, beside the month before, and what to do.',
  arguments: [promptArguments.month, promptArguments.region, promptArguments.account],
  icons: icons.calendar,
  scope: 'report:read',
  needsTool: 'bedrock-report',
  async write({ month: asked, region, aws_account_id }, context) {
    const month = asked ?? (await lastMonth(context));
    const place = { region, aws_account_id };
    const call = { month, group_by: sections, ...place };
    const review = await toolCall(bedrockReport, call, context);
    const before = await monthBefore(month, context.services.now());
    const comparison = await toolCall(bedrockReport, { ...call, month: before }, context);
    return userMessage(
      `Review what Amazon Bedrock cost in ${month}.`,
      steps([
        `Call ${review}.`,
        `Call ${comparison}, the month before.`,
        ...(await billStep({ month, ...place }, context)),
        'Write the review: the total in dollars and its change against the month before; the models, ' +
          'people and roles that account for most of it and of the change; days that stand out; ' +
          'failed and blocked requests; how much of the input came from the cache.',
        'End with at most three things worth doing, each with the dollars at stake.',
      ]),
      whatToWatch(context),
    );
  },
};

/** The last month that is over, `YYYY-MM`. */
async function lastMonth({ services }: CallContext): Promise<string> {
  const { timeZone } = services.defaults;
  const now = services.now();
  const { window } = await resolveQuery({ days: 1, timeZone }, { now });
  return monthBefore(window.until.slice(0, 7), now);
}

async function billStep(given: Record<string, unknown>, context: CallContext): Promise<string[]> {
  if (!isOffered(bedrockBill, context.services) || !isAllowed(bedrockBill, context.caller)) {
    return [];
  }
  const call = await toolCall(bedrockBill, given, context);
  return [
    `Ask whether to compare with the bill of AWS, which costs $0.01 for each request; only on a yes, call ${call}.`,
  ];
}
