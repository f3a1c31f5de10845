import { z } from 'zod';

import { setting } from './setting.ts';

/**
 * The days that CloudWatch Logs can keep events for.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

/** What is kept: sessions, keys, logs; and under which tags. */
export const keepingSettings = {
  logRetentionDays: setting(z.literal([...retentionDays]), {
    is: `one of ${retentionDays.join(', ')}`,
    description: 'days that the logs of the function and the API are kept',
    example: 30,
  }).default(30),
  logLevel: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent']), {
    is: 'one of debug, info, warn, error, silent',
    description: 'how much the server logs',
    example: 'info',
  }).default('info'),
  sessionHours: setting(z.int().min(1).max(8760), {
    is: 'a whole number of hours from 1 to 8760',
    description: 'hours after which a session ends',
    example: 168,
  }).default(168),
  pointInTimeRecovery: setting(z.boolean(), {
    is: 'true or false',
    description: 'whether the table of sessions can be put back to an earlier moment',
    example: true,
  }).default(false),
  sessionKeyGeneration: setting(z.int().min(1).max(1000), {
    is: 'a whole number from 1 to 1000',
    description:
      'one more than it was makes a new key for session ids; the one before it goes on being known',
    example: 2,
  }).default(1),
  protect: setting(z.boolean(), {
    is: 'true or false',
    description:
      'whether the table of sessions and the secret can only be removed once this is off',
    example: true,
  }).default(false),
  tags: setting(
    z
      .record(
        z.string().regex(/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu),
        z.string().regex(/^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u),
      )
      .refine((tags) => Object.keys(tags).length <= 40),
    {
      is: 'an object of up to 40 tags, whose keys do not begin with aws:',
      description: 'tags of everything that is made',
      example: { team: 'platform' },
    },
  ).default({}),
};
