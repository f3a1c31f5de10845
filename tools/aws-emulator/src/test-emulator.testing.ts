import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EmulatorConfig, RunningEmulator } from './index.ts';
import { startEmulator } from './index.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
export const GROUP = '/aws/bedrock/modelinvocations';

export interface TestEmulator extends RunningEmulator {
  /** A client that tries once, so that each answer is seen. */
  logs: CloudWatchLogsClient;
  client(options?: {
    region?: string;
    accountId?: string;
    userName?: string;
    maxAttempts?: number;
  }): CloudWatchLogsClient;
}

/** One account with a log group, unless the configuration says otherwise. */
export async function testEmulator(
  config: EmulatorConfig = {
    accounts: [{ accountId: ACCOUNT, regions: { [REGION]: { logGroups: [{ name: GROUP }] } } }],
  },
): Promise<TestEmulator> {
  const emulator = await startEmulator({ config });
  const client: TestEmulator['client'] = (options = {}) => {
    const { region = REGION, accountId = ACCOUNT, userName, maxAttempts = 1 } = options;
    return new CloudWatchLogsClient({
      endpoint: emulator.url,
      region,
      credentials: emulator.credentials(accountId, userName),
      maxAttempts,
    });
  };
  return { ...emulator, client, logs: client() };
}

/** What a call threw, as a plain object; fails when it threw nothing. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined; error: unknown }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      $metadata?: { httpStatusCode?: number };
    };
    return { name, message, status: $metadata?.httpStatusCode, error };
  }
  throw new Error('The call was not refused.');
}
