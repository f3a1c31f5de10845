import { z } from 'zod';

import { setting } from './setting.ts';

const account = z.string().regex(/^\d{12}$/);
const regionPattern = /^[a-z]{2,4}(-[a-z]+){1,2}-\d$/;

/** A name of a region, such as `us-east-1` or `us-gov-west-1`. */
export const region = z.string().regex(regionPattern);

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
const logGroup = z.string().regex(/^[\w./#-]{1,511}\*?$/);
const positive = z.int().min(1);
const notNegative = z.int().min(0);

/** What the server reads, and how much of it callers may have. */
export const readingSettings = {
  logGroups: setting(z.array(z.string().regex(/^[\w./#-]{1,512}$/)).min(1), {
    is: 'names of log groups, with commas between them',
    description: 'log groups that Bedrock writes its invocations to',
    example: '/aws/bedrock/modelinvocations',
  }).default(['/aws/bedrock/modelinvocations']),
  accounts: setting(z.array(account), {
    is: 'account ids of 12 digits, with commas between them',
    description: 'accounts that are read; others than its own through `readerRoleName`',
    example: '111122223333,444455556666',
    otherwise: 'its own',
  }).default([]),
  regions: setting(z.union([z.literal('all'), z.array(region).min(1)]), {
    is: 'names of regions, with commas between them, or all',
    description: 'regions that are read; `all` for those that an account has enabled',
    example: 'us-east-1,us-west-2',
    otherwise: '`aws:region`',
  }).optional(),
  readerRoleName: setting(z.string().regex(/^[\w+=,.@-]{1,64}$/), {
    is: 'the name of a role',
    description: 'role in other accounts that lets the server read there',
    example: 'BedrockSpendReader',
  }).default('BedrockSpendReader'),
  externalId: setting(z.string().regex(/^[\w+=,.@:/-]{2,1224}$/), {
    is: '2 to 1224 letters, digits or any of +=,.@:/-_',
    description: 'what the trust policies of those roles ask for; may be set with --secret',
    example: 'bedrock-spend-7f3a',
    otherwise: 'none',
  }).optional(),
  timeZone: setting(z.string().refine(isTimeZone), {
    is: 'a time zone such as Europe/Berlin',
    description: 'where days begin',
    example: 'Europe/Berlin',
  }).default('UTC'),
  pseudonyms: setting(z.boolean(), {
    is: 'true or false',
    description: 'whether people are shown under names that only a key in the secret leads to',
    example: true,
  }).default(false),
  allow: setting(
    z.strictObject({
      accounts: setting(z.array(account).min(1), {
        is: 'account ids of 12 digits, with commas between them',
        description: 'accounts that may be asked for',
        example: ['111122223333'],
        otherwise: 'all that can be read',
      }).optional(),
      regions: setting(z.array(region).min(1), {
        is: 'names of regions, with commas between them',
        description: 'regions that may be asked for',
        example: ['us-east-1'],
        otherwise: '`regions`',
      }).optional(),
      logGroups: setting(z.array(logGroup).min(1), {
        is: 'names of log groups, with commas between them; a * at the end stands for any end',
        description: 'log groups that may be asked for',
        example: ['/aws/bedrock/*'],
        otherwise: 'all that can be read',
      }).optional(),
      columns: setting(z.array(z.string().regex(/^(principal|role|person|requestMetadata\..+)$/)), {
        is: 'any of principal, role, person, requestMetadata.KEY and requestMetadata.*, with commas between them',
        description: 'columns that tell who called and are shown',
        example: ['role', 'requestMetadata.team'],
        otherwise: 'all',
      }).optional(),
    }),
    {
      is: 'an object with accounts, regions, logGroups or columns',
      description: '[what callers may read](server-access.md#what-may-be-read)',
      example: { columns: ['role'] },
      otherwise: 'all that the role can',
    },
  ).optional(),
  limits: setting(
    z.strictObject({
      requestsPerMinute: setting(positive, {
        is: 'a whole number from 1 on',
        description: 'messages of one caller, at one instance',
        example: 600,
        otherwise: '`600`',
      }).optional(),
      concurrentCalls: setting(positive, {
        is: 'a whole number from 1 on',
        description: 'calls of one caller at a time, at one instance',
        example: 16,
        otherwise: '`16`',
      }).optional(),
      callSeconds: setting(positive, {
        is: 'a whole number of seconds from 1 on',
        description: 'a call that takes longer is given up',
        example: 240,
        otherwise: 'just under `timeout`',
      }).optional(),
      scannedBytesPerDay: setting(notNegative, {
        is: 'a whole number from 0 on',
        description: 'bytes that queries may scan in a UTC day, of all callers',
        example: 1_000_000_000_000,
        otherwise: 'no limit',
      }).optional(),
      paidRequestsPerDay: setting(notNegative, {
        is: 'a whole number from 0 on',
        description:
          'requests to Cost Explorer, at $0.01 each, in a UTC day; with 0 the role may not ask it at all',
        example: 100,
        otherwise: 'no limit',
      }).optional(),
      bodyBytes: setting(positive, {
        is: 'a whole number from 1 on',
        description: 'longest request body',
        example: 4_194_304,
        otherwise: '`4194304`',
      }).optional(),
    }),
    {
      is: 'an object with limits of the server',
      description: '[limits](server-access.md#limits-and-budgets) that the server itself keeps',
      example: { scannedBytesPerDay: 1_000_000_000_000 },
      otherwise: "the server's own",
    },
  ).optional(),
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
