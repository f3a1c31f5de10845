import type { EmulatorConfig } from '@bedrock-spend/aws-emulator';
import { bedrockCostRecords } from '@bedrock-spend/aws-emulator/bedrock-bill';

export const accountId = '111122223333';
export const otherAccountId = '444455556666';
export const applicationProfileArn = `arn:aws:bedrock:us-east-1:${accountId}:application-inference-profile/a1b2c3d4e5f6`;

/** The first day of last month: Cost Explorer refuses days of the future and of long ago. */
export const billedDay = dayOfLastMonth(1);
export const dayAfterBilled = dayOfLastMonth(2);

const nova = {
  day: billedDay,
  region: 'us-east-1',
  model: 'NovaPro',
  tokenKind: 'input',
  scope: 'in-region',
  billedBy: 'amazon-bedrock',
  tokens: 123_456,
  pricePerMillionUsd: '0.80',
} as const;

/** Something to answer for every operation that the clients are compared by. */
export const emulatorConfig: EmulatorConfig = {
  accounts: [
    {
      accountId,
      users: [{ name: 'ada' }, { name: 'denied', deny: ['*'] }],
      regions: {
        'us-east-1': {
          logging: {
            cloudWatchConfig: {
              logGroupName: '/aws/bedrock/modelinvocations',
              roleArn: `arn:aws:iam::${accountId}:role/BedrockLogging`,
            },
            textDataDeliveryEnabled: false,
          },
          inferenceProfiles: [
            {
              inferenceProfileId: 'a1b2c3d4e5f6',
              inferenceProfileArn: applicationProfileArn,
              inferenceProfileName: 'support-chat',
              type: 'APPLICATION',
              models: [
                { modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0' },
              ],
              createdAt: '2026-03-01T08:00:00Z',
              updatedAt: '2026-03-02T08:00:00Z',
              tags: { team: 'support' },
            },
            {
              inferenceProfileId: 'us.amazon.nova-pro-v1:0',
              inferenceProfileArn: `arn:aws:bedrock:us-east-1:${accountId}:inference-profile/us.amazon.nova-pro-v1:0`,
              inferenceProfileName: 'US Nova Pro',
              type: 'SYSTEM_DEFINED',
              models: [
                { modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0' },
              ],
            },
          ],
        },
      },
      costs: bedrockCostRecords([
        nova,
        { ...nova, tokenKind: 'output', pricePerMillionUsd: '3.20' },
        { ...nova, model: 'Claude Opus 5.5', scope: 'global', billedBy: 'marketplace' },
      ]),
      costPageSize: 2,
    },
    {
      accountId: otherAccountId,
      roles: [{ name: 'Reader', trustedAccounts: [accountId], externalId: 'our-secret' }],
    },
  ],
};

function dayOfLastMonth(day: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, day))
    .toISOString()
    .slice(0, 10);
}
