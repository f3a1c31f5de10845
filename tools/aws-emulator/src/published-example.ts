import { fileURLToPath } from 'node:url';
import type { EmulatorConfig } from './state/emulator-config.ts';

const FIXTURES = new URL('../../../packages/core/fixtures/', import.meta.url);

/** One account whose logs are the published example, invocation logging on. */
export function publishedExample(): EmulatorConfig {
  const accountId = '012345678091';
  const name = '/aws/bedrock/modelinvocations';
  return {
    accounts: [
      {
        accountId,
        regions: {
          'us-east-1': {
            logging: {
              cloudWatchConfig: {
                logGroupName: name,
                roleArn: `arn:aws:iam::${accountId}:role/bedrock-invocation-logging`,
              },
              textDataDeliveryEnabled: false,
              imageDataDeliveryEnabled: false,
              embeddingDataDeliveryEnabled: false,
              videoDataDeliveryEnabled: false,
            },
            logGroups: [
              { name, ndjson: [fileURLToPath(new URL('published-example.ndjson.gz', FIXTURES))] },
            ],
          },
        },
      },
    ],
  };
}
