import {
  completeAccount,
  completeLogGroup,
  completeModel,
  completePerson,
  completeRegion,
} from '../completions/complete-names.ts';
import { completeDays, completeMonth } from '../completions/complete-times.ts';
import type { PromptArgument } from './prompt.ts';

/** Arguments that prompts have in common, named like those of the tools where they mean the same. */
export const promptArguments = {
  region: {
    name: 'region',
    title: 'Region',
    description: 'AWS region, several with commas, or "all". Default as the server was started.',
    required: false,
    complete: completeRegion,
  },
  account: {
    name: 'aws_account_id',
    title: 'Account',
    description: 'AWS account id of 12 digits. Default as the server was started.',
    required: false,
    complete: completeAccount,
  },
  logGroup: {
    name: 'log_group_name',
    title: 'Log group',
    description: 'CloudWatch log group. Default as the server was started.',
    required: false,
    complete: completeLogGroup,
  },
  days: {
    name: 'days',
    title: 'Days',
    description: 'Calendar days up to today. Default 30.',
    required: false,
    complete: completeDays,
  },
  month: {
    name: 'month',
    title: 'Month',
    description: 'YYYY-MM. Default the last month that is over.',
    required: false,
    complete: completeMonth,
  },
  model: {
    name: 'model',
    title: 'Model',
    description: 'Only this model, as reports name it.',
    required: false,
    complete: completeModel,
  },
  person: {
    name: 'person',
    title: 'Person',
    description: 'Only this person, as reports name them.',
    required: false,
    complete: completePerson,
  },
} satisfies Record<string, PromptArgument>;
