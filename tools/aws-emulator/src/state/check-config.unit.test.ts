import { expect, test } from 'vitest';
import { checkConfig } from './check-config.ts';

const ACCOUNT = { accountId: '111122223333' };

test('A configuration that names everything is taken as it is', () => {
  const config = {
    accounts: [
      {
        ...ACCOUNT,
        users: [{ name: 'ada', deny: ['logs:*', 'logs:StartQuery', '*'] }],
        roles: [{ name: 'Reader', trustedAccounts: ['444455556666'], externalId: 'team' }],
        regions: {
          'us-east-1': {
            logging: { cloudWatchConfig: { logGroupName: 'g' } },
            logGroups: [{ name: 'g', logClass: 'INFREQUENT_ACCESS', ndjson: ['a.ndjson.gz'] }],
            secrets: [{ name: 'spend/keys', value: '{}', kmsKeyId: 'arn:aws:kms:k' }],
            parameters: [{ name: '/spend/keys', type: 'SecureString', value: '{}' }],
            enabled: true,
          },
        },
        costs: [
          {
            day: '2026-01-05',
            service: 'Amazon Bedrock',
            usageType: 'USE1-NovaPro-input-tokens',
            amountUsd: '0.0001',
            usageQuantity: '12',
            unit: '1K tokens',
          },
        ],
      },
    ],
    latency: { pageMs: 100, queryBaseMs: 2000, queryBytesPerSecond: 1e9 },
    quotas: true,
  };
  expect(checkConfig(config)).toEqual(config);
});

test.each<[string, unknown, string]>([
  ['no accounts', {}, 'accounts:'],
  [
    'an account id of eleven digits',
    { accounts: [{ accountId: '11112222333' }] },
    'accounts.0.accountId:',
  ],
  [
    'a misspelt member',
    { accounts: [{ ...ACCOUNT, user: [] }] },
    'accounts.0: Unrecognized key: "user"',
  ],
  [
    'an action that is none',
    { accounts: [{ ...ACCOUNT, users: [{ name: 'a', deny: ['x y'] }] }] },
    'deny',
  ],
  [
    'an amount that is a number',
    { accounts: [{ ...ACCOUNT, costs: [{ amountUsd: 1 }] }] },
    'accounts.0.costs.0.amountUsd:',
  ],
  ['nothing', null, 'configuration:'],
])('A configuration with %s is refused', (_, config, message) => {
  expect(() => checkConfig(config)).toThrow(message);
});
