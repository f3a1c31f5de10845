import type { z } from 'zod';

import { argument } from '../argument.ts';

/** Arguments of every tool that reads logs; names and dates are checked by the library. */
export const queryArguments = {
  region: argument.names(
    'AWS region such as us-east-1, or several; "all" for all. Default the server\'s, of log files all.',
  ),
  aws_account_id: argument.names(
    "AWS account id of 12 digits, or several. Default the server's, of log files all.",
  ),
  log_group_name: argument.names(
    "CloudWatch log group. Default the server's. Without effect where the server reads files.",
  ),
  days: argument.wholeNumber(3660, 'Calendar days that end with until. Default 7.'),
  since: argument.text('First day, YYYY-MM-DD, instead of days.'),
  until: argument.text('Last day, YYYY-MM-DD. Default today.'),
  month: argument.text('A calendar month, YYYY-MM, instead of days, since and until.'),
  time_zone: argument.text('IANA name such as Europe/Berlin. Default UTC.'),
  where: argument.names(
    'Only calls that match, such as "model=kimi-k2.5" or "person!=a@example.com". Conditions on one ' +
      'dimension are alternatives.',
  ),
};

export type QueryArguments = z.output<z.ZodObject<typeof queryArguments>>;
