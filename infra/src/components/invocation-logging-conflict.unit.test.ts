import { describe, expect, it } from 'vitest';

import { loggingConflict } from './invocation-logging-conflict.ts';

const own = { region: 'eu-west-1', logGroupName: '/bedrock', roleName: 'logging-eu-west-1' };
const roleArn = 'arn:aws:iam::111122223333:role/logging-eu-west-1';
const ours = { cloudWatchConfig: { logGroupName: '/bedrock', roleArn } };

describe('loggingConflict', () => {
  it.each([
    ['where nothing is logged', {}],
    ['where AWS keeps flags of logging that is off', { textDataDeliveryEnabled: true }],
    ['where the configuration is ours', ours],
    [
      'where ours logs more than it should, which is mended later',
      { ...ours, textDataDeliveryEnabled: true },
    ],
  ])('is none %s', (_title, existing) => {
    expect(loggingConflict(existing, own)).toBeNull();
  });

  it.each([
    ['another group', { cloudWatchConfig: { logGroupName: '/other', roleArn } }, '/other'],
    [
      'another role',
      { cloudWatchConfig: { logGroupName: '/bedrock', roleArn: `${roleArn}-2` } },
      `the log group /bedrock by the role ${roleArn}-2`,
    ],
    ['a bucket alone', { s3Config: { bucketName: 'calls' } }, 's3://calls'],
    [
      'a bucket that somebody has added to ours',
      { ...ours, s3Config: { bucketName: 'calls', keyPrefix: 'a' } },
      `the log group /bedrock by the role ${roleArn} and s3://calls/a`,
    ],
  ])('is there with %s, and says where it logs to', (_title, existing, place) => {
    expect(loggingConflict(existing, own)?.message).toContain(place);
  });

  it('says how to keep a group and read it', () => {
    const other = { cloudWatchConfig: { logGroupName: '/other', roleArn } };
    expect(loggingConflict(other, own)?.message).toContain(
      'npx nx config infra rm invocationLogging, and read that log group: npx nx config infra set logGroups /other.',
    );
  });

  it('brings back exactly what is there, as a command that a shell takes', () => {
    const odd = { s3Config: { bucketName: 'calls', keyPrefix: "o'hara" } };
    expect(loggingConflict(odd, own)?.restoreCommand).toBe(
      String.raw`aws bedrock put-model-invocation-logging-configuration --region eu-west-1 --logging-config '{"s3Config":{"bucketName":"calls","keyPrefix":"o'\''hara"}}'`,
    );
  });
});
