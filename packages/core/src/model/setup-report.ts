import { z } from 'zod';

// Runtime code imports the types of this file only; the schemas load with `@bedrock-spend/core/schema`.

const found = z.object({
  status: z.enum(['ok', 'denied', 'failed']),
  message: z.string().nullable().describe('what is wrong and what to do; null where nothing is'),
});

const loggingSchema = z.object({
  status: z.enum(['on', 'off', 'unknown']),
  cloudWatchLogGroup: z.string().nullable(),
  s3Location: z.string().nullable().describe('s3://bucket/prefix'),
  bodies: z
    .array(z.enum(['text', 'image', 'embedding', 'video', 'audio']))
    .describe('what is delivered beside the counts; best is nothing'),
  message: z.string().nullable(),
});

const logGroupSchema = z.object({
  name: z.string(),
  status: z.enum(['found', 'missing', 'unknown']),
  logClass: z.string().nullable(),
  retentionDays: z.int().positive().nullable().describe('null: kept for ever, or not known'),
  storedBytes: z.int().nonnegative().nullable(),
  message: z.string().nullable(),
});

const permissionSchema = z.object({
  action: z.string().describe('logs:StartQuery'),
  neededFor: z.string(),
  accountId: z.string(),
  region: z.string(),
  resource: z.string(),
  status: z.enum(['allowed', 'denied', 'not-tried']),
  detail: z.string().nullable().describe('why it was not tried, or what AWS said'),
});

const policyStatementSchema = z.object({
  Sid: z.string(),
  Effect: z.literal('Allow'),
  Principal: z.record(z.string(), z.string()).optional(),
  Action: z.array(z.string()),
  Resource: z.array(z.string()).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});

/**
 * Schema of `PolicyDocument`.
 *
 * @example
 * policyDocumentSchema.parse({ Version: '2012-10-17', Statement: [] });
 */
export const policyDocumentSchema = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.array(policyStatementSchema),
});

/**
 * Schema of a setup check.
 *
 * @example
 * const setup = setupReportSchema.parse(JSON.parse(text));
 * console.log(setup.status);
 */
export const setupReportSchema = z.object({
  schemaVersion: z.literal('1.0'),
  status: z
    .enum(['ready', 'incomplete', 'no-credentials'])
    .describe('incomplete: something is missing, advice says what'),
  identity: z.object({ accountId: z.string(), arn: z.string() }).nullable(),
  credentials: found,
  accounts: z.array(
    found.extend({
      accountId: z.string(),
      roleArn: z.string().nullable().describe('assumed to read the account; null: not needed'),
      regions: z.array(
        z.object({
          region: z.string(),
          logging: loggingSchema,
          logGroups: z.array(logGroupSchema),
        }),
      ),
    }),
  ),
  permissions: z.array(permissionSchema),
  advice: z.array(z.string()).describe('what to do, most important first'),
  notSeen: z.array(z.string()).describe('usage that invocation logs do not show'),
  policy: policyDocumentSchema.describe('least privilege, for the principal that reads'),
  otherAccounts: z
    .array(
      z.object({
        accountId: z.string(),
        roleName: z.string(),
        policy: policyDocumentSchema,
        trustPolicy: policyDocumentSchema,
      }),
    )
    .describe('roles that other accounts need to be read'),
  commands: z
    .array(z.object({ title: z.string(), commands: z.array(z.string()) }))
    .describe('how to switch logging on, counts only, by the AWS command line'),
});

/**
 * An IAM policy, as AWS writes it.
 *
 * @example
 * const policy: PolicyDocument = { Version: '2012-10-17', Statement: [] };
 */
export type PolicyDocument = z.infer<typeof policyDocumentSchema>;

/**
 * What a setup check found: credentials, logging in each region, log groups, permissions, and what to
 * do about what is missing.
 *
 * @example
 * const todo = (setup: SetupReport) => (setup.status === 'ready' ? [] : setup.advice);
 */
export type SetupReport = z.infer<typeof setupReportSchema>;
