import { z } from 'zod';
import type { EmulatorConfig } from './emulator-config.ts';

const actions = z.array(z.string().regex(/^[a-z0-9*-]+(:[A-Za-z*]+)?$/u));
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/u);
const accountId = z.string().regex(/^\d{12}$/u);

const user = z.strictObject({
  name: z.string().min(1),
  accessKeyId: z.string().min(16).max(128).optional(),
  secretAccessKey: z.string().min(1).optional(),
  deny: actions.optional(),
});

const role = z.strictObject({
  name: z.string().min(1),
  trustedAccounts: z.array(accountId),
  externalId: z.string().min(2).optional(),
  deny: actions.optional(),
});

const logGroup = z.strictObject({
  name: z.string().min(1).max(512),
  logClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS']).optional(),
  retentionInDays: z.int().positive().optional(),
  createdAt: z.iso.datetime().optional(),
  ndjson: z.array(z.string()).optional(),
});

export const inferenceProfileSchema = z.strictObject({
  inferenceProfileId: z.string(),
  inferenceProfileArn: z.string(),
  inferenceProfileName: z.string(),
  type: z.enum(['SYSTEM_DEFINED', 'APPLICATION']),
  models: z.array(z.strictObject({ modelArn: z.string() })),
  status: z.literal('ACTIVE').optional(),
  description: z.string().optional(),
  createdAt: z.iso.datetime().optional(),
  updatedAt: z.iso.datetime().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

const kmsKeyId = z.string().startsWith('arn:').optional();

export const secretSchema = z.strictObject({
  name: z.string().regex(/^[\w/+=.@-]{1,512}$/u),
  value: z.string().optional(),
  binary: z.base64().optional(),
  kmsKeyId,
  isDeleted: z.boolean().optional(),
});

const parameter = z.strictObject({
  name: z.string().regex(/^[\w./-]{1,1011}$/u),
  type: z.enum(['String', 'StringList', 'SecureString']),
  value: z.string().min(1),
  kmsKeyId,
});

const region = z.strictObject({
  logging: z.record(z.string(), z.unknown()).optional(),
  apiGatewayLogRoleArn: z.string().startsWith('arn:').optional(),
  logGroups: z.array(logGroup).optional(),
  inferenceProfiles: z.array(inferenceProfileSchema).optional(),
  secrets: z.array(secretSchema).optional(),
  parameters: z.array(parameter).optional(),
  enabled: z.boolean().optional(),
});

export const costRecordSchema = z.strictObject({
  day: z.iso.date(),
  service: z.string(),
  usageType: z.string(),
  recordType: z.enum(['Usage', 'Tax', 'Credit']).optional(),
  linkedAccount: accountId.optional(),
  region: z.string().optional(),
  operation: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  amountUsd: decimal,
  usageQuantity: decimal,
  unit: z.string(),
  estimated: z.boolean().optional(),
});

export const latencySchema = z.strictObject({
  pageMs: z.number().nonnegative(),
  queryBaseMs: z.number().nonnegative(),
  queryBytesPerSecond: z.number().positive(),
});

const config = z.strictObject({
  accounts: z.array(
    z.strictObject({
      accountId,
      users: z.array(user).optional(),
      roles: z.array(role).optional(),
      regions: z.record(z.string(), region).optional(),
      costs: z.array(costRecordSchema).optional(),
      costPageSize: z.int().positive().optional(),
    }),
  ),
  latency: latencySchema.optional(),
  quotas: z.boolean().optional(),
});

/** Takes what a file or a test gave; throws one sentence for each thing that is wrong with it. */
export function checkConfig(value: unknown): EmulatorConfig {
  const result = config.safeParse(value);
  if (result.success) return result.data as EmulatorConfig;
  const problems = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'configuration'}: ${issue.message}`,
  );
  throw new Error(`Correct the emulator's configuration. ${problems.join('; ')}`);
}
