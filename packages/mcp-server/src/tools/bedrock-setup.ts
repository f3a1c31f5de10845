import { SpendError } from '@bedrock-spend/core';
import { setupReportSchema } from '@bedrock-spend/core/schema';
import { z } from 'zod';

import { icons } from '../icons.ts';
import { argument } from './argument.ts';
import { namesOf } from '../names-of.ts';
import { defineTool } from './tool.ts';

const textWidth = 100;

/** Whether usage can be read from AWS, and what to do where it cannot. */
export const bedrockSetup = defineTool({
  name: 'bedrock-setup',
  title: 'Amazon Bedrock logging check',
  description:
    'Checks what reports on Amazon Bedrock usage need: credentials, whether invocation logging is on in a ' +
    'region, log groups and permissions, with the exact IAM policy to add and how to switch logging on. ' +
    'Call it when a report is empty, partial or denied. Free and changes nothing, unless paid_checks is true.',
  scope: 'report:read',
  inputSchema: z.strictObject({
    region: argument.names('AWS region, or several; "all" for all. Default the server\'s.'),
    aws_account_id: argument.names(
      "AWS account id of 12 digits, or several. Default the server's.",
    ),
    log_group_name: argument.names("CloudWatch log group. Default the server's."),
    paid_checks: argument.yesOrNo(
      'Also try what costs money: a query of one minute, and one request of Cost Explorer ($0.01). ' +
        'Default false.',
    ),
  }),
  outputSchema: setupReportSchema,
  icons: icons.check,
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
  },
  needs: 'setup',
  async run(input, { services, signal }) {
    if (services.setup === undefined) throw notOffered();
    const setup = await services.setup({
      regions: namesOf(input.region) ?? services.defaults.regions,
      accounts: namesOf(input.aws_account_id) ?? services.defaults.accounts,
      logGroups: namesOf(input.log_group_name) ?? services.defaults.logGroups,
      paidChecks: input.paid_checks ?? false,
      // It is between the operator and the accounts that are read.
      hideExternalId: true,
      names: { paidChecks: 'paid_checks', logGroups: 'log_group_name' },
      signal,
    });
    // A server over log files has no use for what reaches AWS.
    const { presentSetup } = await import('@bedrock-spend/core/cloudwatch');
    return { content: [presentSetup(setup, { width: textWidth })], structured: setup };
  },
});

function notOffered(): SpendError {
  return new SpendError('INVALID_CONFIG', 'This server does not read from AWS.');
}
