import type { EmulatorConfig, SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import type { LogGroupFile } from './log-group-files.ts';

export const readerRole = 'BedrockSpendReader';
const logGroup = '/aws/bedrock/modelinvocations';

/** The accounts of the files, logging on; the first may read the others by their role. */
export function emulatorConfig(
  files: readonly LogGroupFile[],
  settings: Omit<EmulatorConfig, 'accounts'>,
): EmulatorConfig {
  const accountIds = [...new Set(files.map(({ accountId }) => accountId))];
  const [first = ''] = accountIds;
  return {
    ...settings,
    accounts: accountIds.map((accountId) => ({
      accountId,
      roles: [{ name: readerRole, trustedAccounts: [first] }],
      regions: Object.fromEntries(
        files
          .filter((file) => file.accountId === accountId)
          .map(({ region, path }) => [
            region,
            {
              logging: {
                cloudWatchConfig: { logGroupName: logGroup, roleArn: loggingRole(accountId) },
              },
              logGroups: [{ name: logGroup, ndjson: [path] }],
            },
          ]),
      ),
    })),
  };
}

/** What a program needs in its environment to ask the emulator as a user of the account. */
export function awsEnvironment(
  emulator: SpawnedEmulator,
  accountId: string,
): Record<string, string> {
  const { accessKeyId, secretAccessKey } = emulator.credentials(accountId);
  return {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
  };
}

function loggingRole(accountId: string): string {
  return `arn:aws:iam::${accountId}:role/bedrock-invocation-logging`;
}
