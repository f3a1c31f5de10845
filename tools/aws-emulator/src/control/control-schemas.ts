import { z } from 'zod';
import {
  costRecordSchema,
  inferenceProfileSchema,
  latencySchema,
  secretSchema,
} from '../state/check-config.ts';

const accountId = z.string().regex(/^\d{12}$/u);
const service = z.enum([
  'logs',
  'sts',
  'bedrock',
  'ce',
  'account',
  's3',
  'secretsmanager',
  'ssm',
  'apigateway',
]);
const place = { accountId, region: z.string() };
const logGroup = z.string().min(1).max(512);

const event = z.strictObject({
  timestamp: z.int().nonnegative(),
  message: z.string(),
  ingestionTime: z.int().nonnegative().optional(),
});

/** What each operation of the control API takes. */
export const controlSchemas = {
  requests: z.strictObject({ service: service.optional(), operation: z.string().optional() }),
  clearRequests: z.strictObject({}),
  addFault: z.strictObject({
    service,
    operation: z.string().optional(),
    accountId: accountId.optional(),
    region: z.string().optional(),
    kind: z.enum([
      'throttle',
      'internal',
      'slow',
      'reset',
      'expired',
      'denied',
      'unavailable',
      'query-failed',
      'query-timeout',
      'query-malformed',
    ]),
    everyNth: z.int().positive().optional(),
    times: z.int().positive().optional(),
    delayMs: z.number().nonnegative().optional(),
  }),
  removeFaults: z.strictObject({}),
  putEvents: z.strictObject({
    ...place,
    logGroup,
    stream: z.string().min(1).max(512).optional(),
    events: z.array(event),
  }),
  createLogGroup: z.strictObject({
    ...place,
    logGroup,
    logClass: z.enum(['STANDARD', 'INFREQUENT_ACCESS']).optional(),
    retentionInDays: z.int().positive().optional(),
    createdAt: z.int().nonnegative().optional(),
  }),
  setLogging: z.strictObject({ ...place, logging: z.record(z.string(), z.unknown()).nullable() }),
  setProfiles: z.strictObject({ ...place, profiles: z.array(inferenceProfileSchema) }),
  setSecrets: z.strictObject({ ...place, secrets: z.array(secretSchema) }),
  setCosts: z.strictObject({ accountId, costs: z.array(costRecordSchema) }),
  setDenied: z.strictObject({ accountId, principal: z.string(), actions: z.array(z.string()) }),
  setLatency: latencySchema,
  setQuotas: z.strictObject({ quotas: z.boolean() }),
  setClock: z.strictObject({ offsetMs: z.number() }),
} as const;

export type ControlOperation = keyof typeof controlSchemas;

export type ControlInput<Name extends ControlOperation> = z.infer<(typeof controlSchemas)[Name]>;
