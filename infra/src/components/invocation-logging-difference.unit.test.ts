import { describe, expect, it } from 'vitest';

import { countsOnly, loggingDifference } from './invocation-logging-difference.ts';

const intended = countsOnly({
  logGroupName: '/bedrock',
  roleArn: 'arn:aws:iam::111122223333:role/logging',
});
const flags = [
  'textDataDeliveryEnabled',
  'imageDataDeliveryEnabled',
  'embeddingDataDeliveryEnabled',
  'videoDataDeliveryEnabled',
  'audioDataDeliveryEnabled',
] as const;

describe('loggingDifference', () => {
  it('is none where Bedrock has what was deployed', () => {
    expect(compare(intended)).toBeNull();
  });

  it.each(flags)('is a risk to privacy where %s is on', (flag) => {
    const found = compare({ ...intended, [flag]: true });
    expect(found?.isPrivacyAtRisk).toBe(true);
    expect(found?.message).toContain(`logs more than counts: ${flag}.`);
  });

  it.each(flags)('is none to privacy where nothing is said of %s', (flag) => {
    const { [flag]: _, ...rest } = intended;
    const found = compare(rest);
    expect(found?.isPrivacyAtRisk).toBe(false);
    expect(found?.message).toContain(`does not say whether it logs these: ${flag}.`);
  });

  it.each([
    [
      'the group',
      { cloudWatchConfig: { ...intended.cloudWatchConfig, logGroupName: '/x' } },
      'cloudWatchConfig.logGroupName (/x)',
    ],
    [
      'the role',
      { cloudWatchConfig: { ...intended.cloudWatchConfig, roleArn: 'r' } },
      'cloudWatchConfig.roleArn (r)',
    ],
    ['a bucket', { s3Config: { bucketName: 'b' } }, 's3Config (b)'],
    [
      'a bucket for large bodies',
      {
        cloudWatchConfig: {
          ...intended.cloudWatchConfig,
          largeDataDeliveryS3Config: { bucketName: 'b' },
        },
      },
      'cloudWatchConfig.largeDataDeliveryS3Config (b)',
    ],
    [
      'logging that is off after all',
      { cloudWatchConfig: undefined },
      'cloudWatchConfig.logGroupName (not set), cloudWatchConfig.roleArn (not set)',
    ],
  ])('names %s where it is another', (_title, other, named) => {
    const found = compare({ ...intended, ...other } as typeof intended);
    expect(found).toMatchObject({ isPrivacyAtRisk: false });
    expect(found?.message).toContain(`has other values than were deployed: ${named}.`);
  });

  it('says all at once, and mends all by one command', () => {
    const found = compare({ s3Config: { bucketName: 'b' }, textDataDeliveryEnabled: true });
    expect(found?.message).toMatch(/logs more .*; and does not say .*; and has other values /);
    const [, json = ''] = /--logging-config '(.*)'$/.exec(found?.message ?? '') ?? [];
    expect(JSON.parse(json)).toEqual(intended);
  });
});

function compare(actual: Parameters<typeof loggingDifference>[0]) {
  return loggingDifference(actual, { region: 'us-east-1', intended });
}
