import { describe, expect, it } from 'vitest';

import { parseConfig, type Config } from './parse-config.ts';

const topicArn = 'arn:aws:sns:us-east-1:111122223333:on-call';
const kmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/EXAMPLE';

describe('the settings of alarms', () => {
  it('are none unless somebody is to be told', () => {
    expect(read({}).alarms).toBeUndefined();
  });

  it.each([
    ['an address', { email: 'team@example.com', kmsKeyArn, scannedBytesPerDay: 1 }],
    ['a topic', { topicArn, paidRequestsPerDay: 5 }],
  ])('take %s', (_title, alarms) => {
    expect(read({ alarms }).alarms).toEqual(alarms);
  });

  it.each([
    ['nobody', {}, 'alarms needs email or topicArn'],
    ['two places', { email: 'a@example.com', topicArn }, 'alarms.email does not go with'],
    [
      'a key for a topic that is there',
      { topicArn, kmsKeyArn },
      'alarms.kmsKeyArn does not go with',
    ],
    [
      'a topic elsewhere',
      { topicArn: topicArn.replace('us-east-1', 'eu-west-1') },
      'alarms.topicArn must be in us-east-1',
    ],
    ['what is no address', { email: 'team' }, 'alarms.email must be an e-mail address'],
    ['what is no topic', { topicArn: 'on-call' }, 'alarms.topicArn must be the ARN of a topic'],
    [
      'what is no key',
      { email: 'a@example.com', kmsKeyArn: 'alias/a' },
      'alarms.kmsKeyArn must be',
    ],
    ['no bytes', { topicArn, scannedBytesPerDay: 0 }, 'alarms.scannedBytesPerDay must be a whole'],
    ['part of a request', { topicArn, paidRequestsPerDay: 1.5 }, 'alarms.paidRequestsPerDay must'],
    ['what is no setting', { topicArn, mail: 'x' }, 'alarms.mail is no setting'],
  ])('refuse %s', (_title, alarms, problem) => {
    expect(() => read({ alarms })).toThrow(`bedrock-spend:${problem}`);
  });
});

describe('the settings of invocation logging', () => {
  const logGroup = '/aws/bedrock/modelinvocations';

  it('leave it off unless it is enabled', () => {
    expect(read({}).invocationLogging).toBeUndefined();
    expect(read({ invocationLogging: { enabled: false } }).invocationLogging?.enabled).toBe(false);
  });

  it('have the usual group, made here, and overwrite nothing', () => {
    expect(read({ invocationLogging: { enabled: true } }).invocationLogging).toEqual({
      enabled: true,
      logGroup,
      adoptLogGroup: false,
      overwrite: false,
    });
  });

  it.each([
    ['nothing of whether', {}, 'invocationLogging.enabled is missing'],
    [
      'a group that the server does not read',
      { enabled: true, logGroup: '/calls' },
      'invocationLogging.logGroup is not among logGroups',
    ],
    [
      'days of a group that is left as it is',
      { enabled: true, adoptLogGroup: true, retentionDays: 30 },
      'invocationLogging.retentionDays does not go with adoptLogGroup',
    ],
    [
      'a key of a group that is left as it is',
      { enabled: true, adoptLogGroup: true, kmsKeyArn },
      'invocationLogging.kmsKeyArn does not go with adoptLogGroup',
    ],
    [
      'days that AWS does not have',
      { enabled: true, retentionDays: 31 },
      'invocationLogging.retention',
    ],
    ['what is no key', { enabled: true, kmsKeyArn: 'x' }, 'invocationLogging.kmsKeyArn must be'],
    ['what is no name', { enabled: true, logGroup: 'a b' }, 'invocationLogging.logGroup must be'],
    [
      'what is neither',
      { enabled: true, overwrite: 'maybe' },
      'invocationLogging.overwrite must be',
    ],
  ])('refuse %s', (_title, invocationLogging, problem) => {
    expect(() => read({ invocationLogging })).toThrow(`bedrock-spend:${problem}`);
  });
});

function read(settings: Record<string, object>): Config {
  const own = Object.entries(settings).map(([key, value]) => [
    `bedrock-spend:${key}`,
    JSON.stringify(value),
  ]);
  return parseConfig({
    values: { 'aws:region': 'us-east-1', ...Object.fromEntries(own) },
    secretNames: [],
  });
}
