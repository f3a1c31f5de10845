import { icons } from '../icons.ts';
import { bedrockReport } from '../tools/bedrock-report.ts';
import { promptArguments } from './arguments.ts';
import type { PromptDefinition } from './prompt.ts';
import { toolCall } from './tool-call.ts';
import { steps, userMessage } from './user-message.ts';
import { whatToWatch } from './what-to-watch.ts';

/** Spend by person, role and tag. */
export const whoSpendsWhat: PromptDefinition = {
  name: 'who-spends-what',
  title: 'Who spends what on Bedrock',
  description: 'Amazon Bedrock spend by person, role and team, and what each of them spends it on.',
  arguments: [
    promptArguments.days,
    promptArguments.person,
    promptArguments.model,
    {
      name: 'tag',
      title: 'Tag',
      description: 'A key of requestMetadata that callers send, such as team, to group by as well.',
      required: false,
    },
    promptArguments.region,
    promptArguments.account,
  ],
  icons: icons.people,
  scope: 'report:read',
  needsTool: 'bedrock-report',
  async write({ days = '30', person, model, tag, region, aws_account_id }, context) {
    const tagged = tag === undefined ? [] : [`requestMetadata.${tag}`];
    const place = { region, aws_account_id };
    const where = [
      ...(person === undefined ? [] : [`person=${person}`]),
      ...(model === undefined ? [] : [`model=${model}`]),
    ];
    const everybody = { days, group_by: ['person', 'role', ...tagged, 'model'], where, ...place };
    const call = await toolCall(bedrockReport, { ...everybody, top: 20 }, context);
    return userMessage(
      `Tell who spent what on Amazon Bedrock in the last ${days} days${person === undefined ? '' : ', for one person'}.`,
      steps([
        `Call ${call}.`,
        'For each of the largest three, call it again with the condition "person=NAME" (or "role=NAME") ' +
          'added to where and group_by ["day","model"], to see what it was spent on.',
        'Answer with a table: who, dollars, share of the total, main model, trend. "(none)" are calls ' +
          'whose caller is no person, such as applications: show them by role.',
        tag === undefined
          ? 'If callers tag their requests, say that group_by takes requestMetadata.KEY.'
          : 'Say how much of the total carries no such tag.',
      ]),
      whatToWatch(context),
    );
  },
};
