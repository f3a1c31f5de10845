import { formats } from '@bedrock-spend/core';
import { z } from 'zod';

/** Arguments of `bedrock-report`; names and dates are checked by the library. */
export const inputSchema = z.strictObject({
  region: oneOrMore('AWS region such as us-east-1, or several; "all" for all. Default all.'),
  aws_account_id: oneOrMore('AWS account id of 12 digits, or several. Default all.'),
  log_group_name: oneOrMore('CloudWatch log group. Without effect where the server reads files.'),
  days: wholeNumber(3660).describe('Calendar days that end with until. Default 7.'),
  since: text('First day, YYYY-MM-DD, instead of days.'),
  until: text('Last day, YYYY-MM-DD. Default today.'),
  month: text('A calendar month, YYYY-MM, instead of days, since and until.'),
  time_zone: text('IANA name such as Europe/Berlin. Default UTC.'),
  group_by: oneOrMore(
    'Sections of the report: day, hour, region, model, principal, account, operation, scope, tier, role, ' +
      'person, applicationInferenceProfile, error, or requestMetadata.KEY for a tag of the callers. ' +
      'Default day, region, model and principal.',
  ),
  where: oneOrMore(
    'Only calls that match, such as "model=kimi-k2.5" or "person!=a@example.com". Conditions on one ' +
      'dimension are alternatives.',
  ),
  top: wholeNumber(10_000).describe(
    'Rows shown of each section; the others are summed in one. Default 10.',
  ),
  format: z
    .enum(['short', ...formats], `must be one of short, ${formats.join(', ')}`)
    .optional()
    .describe('Form of the text. Default short; classic is the same with all rows.'),
});

export type ReportArguments = z.output<typeof inputSchema>;

function oneOrMore(description: string) {
  const message = 'must be a text or a list of texts';
  return z
    .union([z.string(), z.array(z.string()).max(100)], message)
    .optional()
    .describe(description);
}

function text(description: string) {
  return z.string('must be a text').optional().describe(description);
}

function wholeNumber(maximum: number) {
  const message = `must be a whole number from 1 to ${maximum}`;
  return z.int(message).min(1, message).max(maximum, message).optional();
}
