import type { Constraint } from './check-input.ts';

/**
 * Constraints that several operations share.
 *
 * Source: API reference of CloudWatch Logs, https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/
 */
const GROUP_NAME = /^[.\-_/#A-Za-z0-9]+$/u;
const STREAM_NAME = /^[^:*]*$/u;
const GROUP_IDENTIFIER = /^[\w#+=/:,.@-]*$/u;

export const logGroupName = {
  kind: 'string',
  min: 1,
  max: 512,
  pattern: GROUP_NAME,
} as const satisfies Constraint;

export const logGroupIdentifier = {
  kind: 'string',
  min: 1,
  max: 2048,
  pattern: GROUP_IDENTIFIER,
} as const satisfies Constraint;

export const logStreamName = {
  kind: 'string',
  min: 1,
  max: 512,
  pattern: STREAM_NAME,
} as const satisfies Constraint;

export const nextToken = { kind: 'string', min: 1 } as const satisfies Constraint;

export const epochTime = { kind: 'integer', min: 0 } as const satisfies Constraint;

export const logGroupClass = {
  kind: 'string',
  oneOf: ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY', 'ESSENTIALS'],
} as const satisfies Constraint;
