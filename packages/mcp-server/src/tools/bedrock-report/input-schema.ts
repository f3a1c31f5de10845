import { formats } from '@bedrock-spend/core';
import { z } from 'zod';

import { argument } from '../argument.ts';
import { queryArguments } from '../query/query-arguments.ts';

export const inputSchema = z.strictObject({
  ...queryArguments,
  group_by: argument.names(
    'Sections of the report: day, hour, region, model, principal, account, operation, scope, tier, role, ' +
      'person, applicationInferenceProfile, error, or requestMetadata.KEY for a tag of the callers. ' +
      'Default day, region, model and principal.',
  ),
  top: argument.wholeNumber(
    10_000,
    'Rows shown of each section; the others are summed in one. Default as many as make a short answer, at most 10.',
  ),
  format: argument.choice(
    ['short', ...formats],
    'Form of the text. Default short; classic is the same with all rows.',
  ),
});

export type ReportArguments = z.output<typeof inputSchema>;
